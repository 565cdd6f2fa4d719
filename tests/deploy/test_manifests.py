"""What stands in deploy/ is what Kubernetes, KubeRay, Docker and Copydesk take it for."""

import copy
import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from exports.shards import Shard
from scraper.commands import ending
from scraper.settings import COPYDESK_STOP_SECONDS
from scraper.spiders.news import NewsSpider

ROOT = Path(__file__).parents[2]
JOB, RAY_JOB = (
    yaml.safe_load((ROOT / "deploy" / name).read_text()) for name in ("indexed-job.yaml", "ray-job.yaml")
)
VALIDATOR = Draft202012Validator(json.loads((Path(__file__).parent / "manifests.schema.json").read_text()))
DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text()


def pod_templates():
    spec = RAY_JOB["spec"]["rayClusterSpec"]
    return [
        JOB["spec"]["template"],
        spec["headGroupSpec"]["template"],
        *(group["template"] for group in spec["workerGroupSpecs"]),
    ]


@pytest.mark.parametrize("manifest", [JOB, RAY_JOB], ids=["job", "rayjob"])
def test_manifests_keep_to_the_schema(manifest):
    assert [error.message for error in VALIDATOR.iter_errors(manifest)] == []


@pytest.mark.parametrize("path", [("backoffLimitPerIndx",), ("template", "spec", "restartpolicy")])
def test_a_slip_in_a_name_breaks_the_schema(path):
    slip = copy.deepcopy(JOB)
    place = slip["spec"]
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = 1
    assert not VALIDATOR.is_valid(slip)


@pytest.mark.parametrize("version", ["1.33", "1.37"])
def test_kubernetes_own_schemas_take_them(version):
    kubernetes = pytest.importorskip(
        "kubernetes_validate", reason="its schemas are not installed here; make test-cluster has them"
    )
    kubernetes.validate(JOB, version, strict=True)
    for template in pod_templates():
        whole = {"apiVersion": "v1", "kind": "PodTemplate", "metadata": {"name": "x"}, "template": template}
        kubernetes.validate(whole, version, strict=True)


def test_each_pod_of_the_job_crawls_one_shard():
    (container,) = JOB["spec"]["template"]["spec"]["containers"]
    environment = {entry["name"]: entry["value"] for entry in container["env"]}
    count = JOB["spec"]["completions"]
    assert JOB["spec"]["parallelism"] == count == int(environment["SHARDS"])
    assert JOB["spec"]["completionMode"] == "Indexed"
    shell, (script,) = container["command"], container["args"]
    found = set()
    for index in range(count):
        said = subprocess.run(
            [*shell, script.replace("exec copydesk", "echo")],
            env={**environment, "JOB_COMPLETION_INDEX": str(index)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        spider, *words = shlex.split(said)[1:]
        assert spider == "news"
        arguments = dict(word.split("=", 1) for word in words if word != "-a")
        assert set(arguments) <= set(NewsSpider.ARGUMENTS)
        found.add(Shard.parse(arguments["shard"]))
    assert found == {Shard(number=number, count=count) for number in range(1, count + 1)}


def test_a_pod_is_tried_again_where_that_helps():
    rules = JOB["spec"]["podFailurePolicy"]["rules"]
    (final,) = (rule["onExitCodes"] for rule in rules if rule["action"] == "FailIndex")
    assert final["values"] == [ending.USAGE, ending.HEALTH]
    assert final["containerName"] == JOB["spec"]["template"]["spec"]["containers"][0]["name"]
    grace = JOB["spec"]["template"]["spec"]["terminationGracePeriodSeconds"]
    assert grace >= 2 * COPYDESK_STOP_SECONDS


def test_no_pod_is_root():
    user = int(re.search(r"^USER (\d+):\1$", DOCKERFILE, re.MULTILINE)[1])
    assert f"useradd --uid {user} " in DOCKERFILE
    for template in pod_templates():
        security = template["spec"]["securityContext"]
        assert security["runAsNonRoot"] is True
        assert security["runAsUser"] == security["fsGroup"] == user > 0
        for container in template["spec"]["containers"]:
            assert container["securityContext"]["allowPrivilegeEscalation"] is False


def test_every_mount_has_its_volume():
    for template in pod_templates():
        volumes = {volume["name"] for volume in template["spec"]["volumes"]}
        for container in template["spec"]["containers"]:
            assert {mount["name"] for mount in container["volumeMounts"]} == volumes


def test_the_image_is_of_what_is_pinned():
    assert "http" not in DOCKERFILE
    installs = re.findall(r"pip install .*", DOCKERFILE)
    assert len(installs) == 3
    assert all("--require-hashes" in line or "/build/wheels" in line for line in installs)
    kept = (ROOT / ".dockerignore").read_text().split()
    for sources in re.findall(r"^COPY (.*) \S+$", DOCKERFILE, re.MULTILINE):
        for source in sources.split():
            assert (ROOT / source).exists()
            assert f"!{source.rstrip('/')}" in kept
    for name in ("run", "ray", "build"):
        lines = (ROOT / "requirements" / f"{name}.txt").read_text().splitlines()
        pins = [number for number, line in enumerate(lines) if not line.startswith(" ")]
        assert len(pins) > 4
        assert all(re.fullmatch(r"\S+==\S+( ; .+)? \\", lines[number]) for number in pins)
        assert all(lines[number + 1].startswith("    --hash=sha256:") for number in pins)


def test_ray_is_the_one_that_is_pinned():
    pins = (ROOT / "requirements/ray.txt").read_text()
    assert RAY_JOB["spec"]["rayClusterSpec"]["rayVersion"] == re.search(r"^ray==(\S+)", pins, re.MULTILINE)[1]
    assert RAY_JOB["spec"]["entrypoint"].startswith("copydesk replay ")
    assert RAY_JOB["spec"]["entrypoint"].endswith(" --ray")
