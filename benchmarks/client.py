"""A visitor without a browser: Streamlit's own messages over a WebSocket, so that what is measured is the server alone."""

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from lib.model import Cell

LONGEST_RUN = 60  # seconds

Drawn = dict[tuple[int, ...], str]
"""What one run drew: the kind and size of each element and container by its place on the page."""


class _Prompt(socket.socket):
    """A connection that acknowledges at once what it receives. Where the server's end holds small messages back until then (Nagle's algorithm), the
    40 ms for which Linux may put off an acknowledgement would count as the server's time."""

    def recv(self, *args: int) -> bytes:
        self._acknowledge()
        data = super().recv(*args)
        self._acknowledge()
        return data

    def _acknowledge(self) -> None:
        if hasattr(socket, "TCP_QUICKACK"):
            self.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


@dataclass
class Visit:
    """One session on Coverage: what the browser would remember between clicks."""

    connection: ClientConnection
    query: str
    page: str = ""
    chart: str = ""
    drawn: Drawn = field(default_factory=dict)

    def click(self, cell: Cell) -> float:
        """Click on a cell of the heatmap; returns the seconds from the click until the server has drawn all of it."""
        message = self._rerun()
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = self.chart, json.dumps({"selection": {"cell": [cell._asdict()]}})
        return self._run(message)

    def _rerun(self) -> BackMsg:
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = "coverage"
        message.rerun_script.page_script_hash = self.page
        return message

    def _run(self, message: BackMsg) -> float:
        data, answers = message.SerializeToString(), [b""]
        begun = time.perf_counter()
        self.connection.send(data)
        # Each message is parsed only afterwards, save for the one that is waited for: it is the shortest.
        while len(answers[-1]) > 200 or ForwardMsg.FromString(answers[-1]).WhichOneof("type") != "script_finished":
            answers.append(self.connection.recv(timeout=LONGEST_RUN))
        took = time.perf_counter() - begun
        self._remember([ForwardMsg.FromString(answer) for answer in answers])
        return took

    def _remember(self, answers: list[ForwardMsg]) -> None:
        self.drawn = {}
        for answer in answers:
            match answer.WhichOneof("type"):
                case "navigation":
                    self.page = answer.navigation.page_script_hash
                case "page_info_changed":
                    self.query = answer.page_info_changed.query_string
                case "delta":
                    made = answer.delta.add_block if answer.delta.HasField("add_block") else answer.delta.new_element
                    self.drawn[tuple(answer.metadata.delta_path)] = f"{made.WhichOneof('type') or 'container'} of {made.ByteSize()} bytes"
                    self.chart = answer.delta.new_element.vega_lite_chart.id or self.chart


@contextmanager
def visit(address: str, query: str) -> Iterator[Visit]:
    """Open Coverage with a query ("region=europe")."""
    host, port = address.split(":")
    line = _Prompt()
    line.connect((host, int(port)))
    with connect(f"ws://{address}/_stcore/stream", sock=line, subprotocols=["streamlit"], max_size=None) as connection:
        one = Visit(connection, query)
        one._run(one._rerun())
        yield one
