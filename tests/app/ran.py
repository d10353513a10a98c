"""What a command of the command line did."""

import json


class Ran:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> dict[str, object]:
        [line] = self.out.splitlines()
        return dict(json.loads(line))
