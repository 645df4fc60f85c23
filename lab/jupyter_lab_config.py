"""JupyterLab as `make lab` opens it; settings of its parts are in overrides.json beside this."""

from pathlib import Path

c = get_config()  # noqa: F821  # Jupyter puts it there

HERE = Path(__file__).resolve().parent
c.ServerApp.root_dir = str(HERE.parent / "work")
c.LabApp.default_url = "/lab/tree/start.ipynb"  # in the address it prints, too
c.ServerApp.allow_root = True  # in a container there is no other user
c.LabApp.app_settings_dir = str(HERE)
# Nothing is asked of other hosts.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
# The course has no use for language servers, and the log need not list what is not installed.
c.LanguageServerManager.autodetect = False
