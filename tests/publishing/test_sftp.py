"""Publishing by SFTP: a server on loopback that asks for keys and can break off."""

from __future__ import annotations

from generator.publishing.manifest import MANIFEST
from generator.publishing.store import PART
from tests.conftest import Folder
from tests.publishing.conftest import Publisher, Sftp, said


def there(sftp: Sftp, path: str) -> dict[str, bytes]:
    return {name: data for name, data in Folder(sftp.root).tree(path).items() if name != MANIFEST}


def test_a_site_is_sent_and_kept_up_to_date(publisher: Publisher, sftp: Sftp) -> None:
    sftp.introduce(publisher.home)
    target = sftp.address("srv/www")
    assert said(publisher(target)) == (len(publisher.site.tree()), 0, 0)
    assert there(sftp, "srv/www") == publisher.site.tree()
    publisher.site.write("-- output/index.html --\nnew\n")
    for name in ("index.html", "thread.json"):
        (publisher.site.path / "output/town/bench" / name).unlink()
    assert said(publisher(target))[:2] == (1, 2)
    assert there(sftp, "srv/www") == publisher.site.tree()
    assert not (sftp.root / "srv/www/town").exists()
    assert said(publisher(target))[:2] == (0, 0)


def test_a_home_is_a_tilde(publisher: Publisher, sftp: Sftp) -> None:
    sftp.introduce(publisher.home)
    said(publisher(sftp.address("~/www")))
    assert there(sftp, "www") == publisher.site.tree()


def test_a_host_may_have_a_name_of_its_own_in_the_settings_of_ssh(publisher: Publisher, sftp: Sftp) -> None:
    sftp.introduce(publisher.home)
    settings = f"Host bench\n  HostName 127.0.0.1\n  Port {sftp.port}\n  User me\n"
    (publisher.home / ".ssh" / "config").write_text(settings)
    said(publisher("sftp://bench/www"))
    assert there(sftp, "www") == publisher.site.tree()


def test_a_connection_that_breaks_is_an_error_and_the_next_time_mends_it(publisher: Publisher, sftp: Sftp) -> None:
    sftp.introduce(publisher.home)
    sftp.breaks_after = 12
    outcome = publisher(sftp.address("www"))
    assert outcome.code == 1
    assert outcome.err.startswith(f"error: {sftp.address('www')}: the connection broke: ")
    assert outcome.err.endswith(" (publish again: only what is missing will be sent)\n")
    assert outcome.err.count("\n") == 1
    assert "index.html" not in there(sftp, "www")
    sftp.breaks_after = None
    said(publisher(sftp.address("www")))
    assert there(sftp, "www") == publisher.site.tree()
    assert not [path for path in sftp.root.rglob("*") if path.name.endswith(PART)]


def test_strange_files_are_not_replaced(publisher: Publisher, sftp: Sftp) -> None:
    sftp.introduce(publisher.home)
    publisher(sftp.address("www"))
    (sftp.root / "www/humans.txt").write_text("mine")
    publisher.site.write("-- output/humans.txt --\nours\n")
    outcome = publisher(sftp.address("www"))
    message = "would replace what Moothall did not publish: humans.txt (--adopt allows it)"
    assert outcome.err == f"error: {sftp.address('www')}: {message}\n"


def test_a_host_that_is_not_known_gets_nothing(publisher: Publisher, sftp: Sftp) -> None:
    outcome = publisher(sftp.address("www"))
    message = "the key of the host is not known (ssh to it once, look at the key and accept it)"
    assert outcome.err == f"error: {sftp.address('www')}: {message}\n"
    assert not list(sftp.root.iterdir())


def test_a_key_that_the_host_does_not_know_is_an_error(publisher: Publisher, sftp: Sftp) -> None:
    sftp.introduce(publisher.home)
    (publisher.home / ".ssh/id_ed25519").unlink()
    outcome = publisher(f"sftp://me:secret@127.0.0.1:{sftp.port}/www")
    message = "the host knows no key or password of yours (look at your keys and the user's name)"
    assert outcome.err == f"error: {sftp.address('www')}: {message}\n"


def test_a_folder_that_may_not_be_written_is_an_error(publisher: Publisher, sftp: Sftp) -> None:
    sftp.introduce(publisher.home)
    (sftp.root / "www").write_text("a file")
    outcome = publisher(sftp.address("www/site"))
    assert outcome.code == 1
    assert outcome.err.count("\n") == 1
