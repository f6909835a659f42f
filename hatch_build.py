"""Compile the translations while the package is built, so that installing needs no other tool."""

from pathlib import Path

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):
    def initialize(self, version, build_data):
        for catalogue in Path(self.root).glob("wayfellow/locale/*/LC_MESSAGES/*.po"):
            polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
