"""PostgreSQL servers that a test may kill: those of `bin/postgres`, with every safeguard on, as PostgreSQL comes."""

from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader

from tests.another_process import ROOT

_loader = SourceFileLoader("bin_postgres", str(ROOT / "bin/postgres"))
_command = module_from_spec(spec_from_loader(_loader.name, _loader))
_loader.exec_module(_command)

Cluster, throw_away_cluster, free_port = _command.Cluster, _command.throw_away_cluster, _command.free_port

AS_IT_COMES = ""  # to flush what is acknowledged is what keeps it when the server is killed
