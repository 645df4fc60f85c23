"""JupyterLab as `make lab` opens it; settings of its parts are beside this."""

from pathlib import Path

c = get_config()  # noqa: F821  # Jupyter puts it there

HERE = Path(__file__).resolve().parent
# In a clone of the course `make lab` makes work/; the students' repository has notebooks/.
WORK = HERE.parent / "work"
c.ServerApp.root_dir = str(WORK if WORK.exists() else HERE.parent / "notebooks")
c.LabApp.default_url = "/lab/tree/start.ipynb"  # in the address it prints, too
c.ServerApp.allow_root = True  # in a container there is no other user
c.LabApp.app_settings_dir = str(HERE)
# Nothing is asked of other hosts.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.handlers.announcements.NeverCheckForUpdate"
# Of nbgrader a student needs the Validate button; page_config.json leaves its other menus out.
c.ServerApp.jpserver_extensions = {
    f"nbgrader.server_extensions.{instructors}": False
    for instructors in ("formgrader", "assignment_list", "course_list")
}
# The course has no use for language servers, and the log need not list what is not installed.
c.LanguageServerManager.autodetect = False
