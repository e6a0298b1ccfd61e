"""The second process seen from the first: what it has found so far, and how to end it."""

import json
import pickle
import subprocess
import sys
import threading
from pathlib import Path

from huiyin.lib.rounds.problem import Problem
from huiyin.lib.rounds.vrp import Orders

ROOT = Path(__file__).resolve().parents[3]


class Beside:
    """`huiyin.lib.rounds.worker` running beside us; without it (it could not be started) nothing is ever found."""

    def __init__(self, problem: Problem, seconds: float, seed: int, *, appointments: bool) -> None:
        self.orders: list[Orders] = []
        self.bound: int | None = None
        self.running = False
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "huiyin.lib.rounds.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
            )
        except OSError:
            return
        self.running = True
        given = pickle.dumps((problem, seconds, seed, appointments))
        self._reader = threading.Thread(target=self._listen, args=(given,), daemon=True)
        self._reader.start()

    def _listen(self, given: bytes) -> None:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return
        try:
            with process.stdin as into:
                into.write(given)
            for line in process.stdout:
                kind, value = json.loads(line)
                if kind == "bound":
                    self.bound = value
                else:
                    self.orders.append(value)
        except (OSError, ValueError):
            pass  # it was ended, or died: what it told before stays
        self.running = False

    def end(self) -> None:
        """End it, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._reader.join(timeout=1)
            if self._process.stdout is not None:
                self._process.stdout.close()
