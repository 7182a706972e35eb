"""A real PKCS#11 token of SoftHSM2 for tests: `make_token(folder)` gives the address of a new one."""

import os
import subprocess
from pathlib import Path

MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
PIN = "for-tests"


def softhsm_module() -> str:
    found = [module for module in MODULES if Path(module).exists()]
    assert found, "SoftHSM2 is missing; type: .ci/install-tools"
    return found[0]


def configure(folder: Path) -> None:
    """Point SoftHSM2, in this process and its children, at tokens in this folder."""
    (folder / "tokens").mkdir(exist_ok=True)
    conf = folder / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(conf)


def make_token(folder: Path, label: str = "watandoshlar") -> str:
    """The address of a new, empty token."""
    module = softhsm_module()
    configure(folder)
    initialize = ["softhsm2-util", "--module", module, "--init-token", "--free", "--label", label]
    subprocess.run([*initialize, "--pin", PIN, "--so-pin", "so-for-tests"], check=True, capture_output=True)
    pin_file = folder / "pin"
    pin_file.write_text(PIN + "\n")
    return f"pkcs11:token={label}?module-path={module}&pin-source=file:{pin_file}"
