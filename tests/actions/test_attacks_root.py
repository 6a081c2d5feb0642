"""Names something else as the study root: nothing is called sound that was not held against one."""

from __future__ import annotations

import pytest

from escc_desktop.actions.site import Site
from escc_desktop.actions.verify import read_root, verify_vault
from escc_desktop.console import exit_code
from escc_desktop.errors import VaultError
from tests.building import Places


def test_the_root_is_read_however_its_lines_end(open_site: Site, places: Places) -> None:
    data = places.root.read_bytes()
    for spelled in (data, data.replace(b"\n", b"\r\n"), data.rstrip(b"\n")):
        assert verify_vault(open_site, read_root(spelled, "root.pem")).code == "VERIFIED_VAULT"


def test_what_is_no_root_is_no_answer(open_site: Site) -> None:
    for data in (b"", b"\0" * 100, b"%PDF-1.7", open_site.facts.authority.encode("ascii")):
        with pytest.raises(VaultError, match="ROOT_UNREADABLE") as caught:
            read_root(data, "root.pem")
        assert exit_code(caught.value.code) == 2
