"""Signing by a device, with a real SoftHSM2: removed, killed, forked, asked by many at once."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pkcs11
import pytest
from pkcs11 import Attribute, KeyType, ObjectClass
from pkcs11.util.ec import encode_named_curve_parameters

from tests.softhsm import PIN, make_token
from watandoshlar.foundation.crypto import ES256, DeviceUnavailable, key_id_of
from watandoshlar.foundation.crypto.pkcs11 import (
    DeviceAddress,
    KeyCanLeaveDevice,
    SigningDevice,
)
from watandoshlar.foundation.crypto.signer import verify_signature

CARD = "compatriot-card"
BATCH = """
import sys
from watandoshlar.foundation.crypto.pkcs11 import DeviceAddress, SigningDevice
signer, = SigningDevice(DeviceAddress.read(sys.argv[1])).signers("compatriot-card")
for number in range(1_000_000):
    print(number, signer.sign(b"%d" % number).hex(), flush=True)
"""


@pytest.fixture
def address(tmp_path, monkeypatch):
    monkeypatch.setenv("SOFTHSM2_CONF", "")
    return make_token(tmp_path)


@pytest.fixture
def device(address):
    return SigningDevice(DeviceAddress.read(address))


@pytest.fixture
def removed(tmp_path):
    """Takes the token out, or puts it back in."""

    def move(is_out: bool) -> None:
        places = [tmp_path / "tokens", tmp_path / "drawer"]
        os.rename(*(places if is_out else reversed(places)))

    return move


def verifies(signer, message):
    return verify_signature(signer.public_key, signer.sign(message), message)


def test_a_key_made_on_the_device_signs_and_is_found_again(device, address):
    made = device.make(CARD)
    assert made.algorithm == ES256
    assert made.key_id == key_id_of(made.public_key)
    assert all(verifies(made, b"%d" % number) for number in range(200))
    again = SigningDevice(DeviceAddress.read(address))
    assert [signer.key_id for signer in again.signers(CARD)] == [made.key_id]
    assert verifies(again.signers(CARD)[0], b"again")
    assert again.signers("return-certificate") == ()
    assert len({made.key_id, device.make(CARD).key_id}) == len(device.signers(CARD)) == 2


def test_no_key_leaves_the_device(device):
    made = device.make(CARD)
    device.sign(made.key_id, b"m")
    key = device._session.get_key(object_class=ObjectClass.PRIVATE_KEY, id=made.key_id)
    assert key[Attribute.NEVER_EXTRACTABLE]
    assert key[Attribute.ALWAYS_SENSITIVE]
    with pytest.raises(pkcs11.AttributeSensitive):
        key[Attribute.VALUE]


def test_a_key_that_can_leave_the_device_does_not_sign(device):
    session = device._open(to_write=True)
    curve = {Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
    parameters = session.create_domain_parameters(KeyType.EC, curve, local=True)
    open_to_all = {Attribute.EXTRACTABLE: True, Attribute.SENSITIVE: False}
    parameters.generate_keypair(label=CARD, id=b"8 bytes!", store=True, private_template=open_to_all)
    with pytest.raises(KeyCanLeaveDevice):
        device.sign(b"8 bytes!", b"m")


def test_a_device_that_was_away_signs_again_by_itself(device, removed):
    signer = device.make(CARD)
    assert verifies(signer, b"before")
    for _ in range(2):
        removed(True)
        for _ in range(2):
            with pytest.raises(DeviceUnavailable):
                signer.sign(b"while it is away")
        removed(False)
        assert verifies(signer, b"after")


def test_taken_out_and_put_back_in_the_middle_of_a_batch_every_signature_is_good_or_refused(device, removed):
    signer = device.make(CARD)

    def attempt(number):
        try:
            return verifies(signer, b"%d" % number)
        except DeviceUnavailable:
            return None

    with ThreadPoolExecutor(4) as pool:
        batch = pool.map(attempt, range(600))
        for _ in range(3):
            time.sleep(0.02)
            removed(True)
            time.sleep(0.02)
            removed(False)
        outcomes = list(batch)
    assert False not in outcomes
    assert outcomes.count(True) > 0
    assert verifies(signer, b"afterwards")


def test_many_threads_share_a_signer(device):
    signer = device.make(CARD)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda number: verifies(signer, b"%d" % number), range(400)))


def test_a_killed_batch_leaves_the_token_whole(device, address):
    signer = device.make(CARD)
    for _ in range(3):
        batch = subprocess.Popen([sys.executable, "-c", BATCH, address], stdout=subprocess.PIPE, text=True)
        lines = [batch.stdout.readline() for _ in range(20)]
        batch.send_signal(signal.SIGKILL)
        batch.communicate()
        for line in lines:
            number, signature = line.split()
            assert verify_signature(signer.public_key, bytes.fromhex(signature), number.encode())
        assert verifies(signer, b"afterwards")


def test_a_fork_opens_a_connection_of_its_own(device):
    signer = device.make(CARD)
    signer.sign(b"before")
    child = os.fork()
    if child == 0:
        os._exit(0 if verifies(signer, b"child") else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert verifies(signer, b"parent")


def test_a_refused_pin_is_not_tried_until_the_token_locks(device, address, tmp_path):
    device.make(CARD)
    pin_file = Path(tmp_path / "pin")
    pin_file.write_text("wrong pin")
    other = SigningDevice(DeviceAddress.read(address))
    for _ in range(20):
        with pytest.raises(DeviceUnavailable):
            other.signers(CARD)
    pin_file.write_text(PIN)
    assert len(other.signers(CARD)) == 1
    pin_file.unlink()
    with pytest.raises(DeviceUnavailable):
        SigningDevice(DeviceAddress.read(address)).signers(CARD)


def test_a_token_that_is_not_there_is_unavailable(address):
    with pytest.raises(DeviceUnavailable):
        SigningDevice(DeviceAddress.read(address.replace("watandoshlar?", "another?"))).signers(CARD)


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "file:/keys",
        "pkcs11:token=a",
        "pkcs11:token=a?module-path=/m.so&pin-value=1234",
        "pkcs11:?pin-source=file:/p",
    ],
)
def test_an_address_without_token_module_or_pin_file_is_refused(uri):
    with pytest.raises(ValueError, match="PKCS#11"):
        DeviceAddress.read(uri)
