"""What every reference document's form has in common: frozen, and no field that nobody knows."""

import msgspec


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, dict=True):
    pass
