"""Launch links are what each service documents."""

from urllib.parse import parse_qs, urlsplit

from site_extension.pages.page import launch_links

REPOSITORY = "https://github.com/owner/name"
NOTEBOOK = "notebooks/07_convolution_filters.ipynb"
HUBS = {
    "binderhub_url": "https://mybinder.org",
    "colab_url": "https://colab.research.google.com",
    "jupyterhub_url": "https://hub.example.edu",
}
LINKS = dict(launch_links(REPOSITORY, "main", NOTEBOOK, HUBS))


def test_binder_opens_the_notebook_in_jupyterlab() -> None:
    link = urlsplit(LINKS["Binder"])

    assert link.path == "/v2/gh/owner/name/main"
    assert parse_qs(link.query) == {"urlpath": [f"lab/tree/{NOTEBOOK}"]}


def test_colab_reads_the_notebook_from_the_repository() -> None:
    assert urlsplit(LINKS["Colab"]).path == f"/github/owner/name/blob/main/{NOTEBOOK}"


def test_jupyterhub_pulls_the_repository_and_opens_its_folder() -> None:
    link = urlsplit(LINKS["JupyterHub"])

    assert link.path == "/hub/user-redirect/git-pull"
    assert parse_qs(link.query) == {
        "repo": [REPOSITORY], "branch": ["main"], "urlpath": [f"lab/tree/name/{NOTEBOOK}"]
    }  # fmt: skip


def test_a_service_that_is_not_set_has_no_link() -> None:
    assert launch_links(REPOSITORY, "main", NOTEBOOK, {}) == []
