"""A visitor without a browser: Streamlit's own messages over a WebSocket, so that what is measured is the server alone."""

import json
import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from lib.model import Cell

LONGEST_RUN = 60  # seconds
STREAM = "ws://{address}/_stcore/stream"

Drawn = dict[tuple[int, ...], str]
"""What one run drew: the kind and size of each element and container by its place on the page."""

_CHOICE = ("set_value", "value", "raw_value", "raw_values")
"""What a widget is told to choose, the first time that it is drawn only: it does not count in its size."""


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
class Seen:
    """What a browser remembers of a session between clicks."""

    query: str
    page: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    """The code by which the server knows each page, by the page's name in the address."""
    session: str = ""
    chart: str = ""
    widgets: dict[str, str] = field(default_factory=dict)
    """The server's name of each select box and of the place for files, by the key that the page gave it."""
    drawn: Drawn = field(default_factory=dict)

    def rerun(self) -> BackMsg:
        """The message by which a browser asks for the page that it is on."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = "coverage"  # until the server has told the page's code
        message.rerun_script.page_script_hash = self.page
        return message

    def clicking(self, cell: Cell) -> BackMsg:
        """The message by which a browser tells of a click on a cell of the heatmap."""
        message = self.rerun()
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.string_value = self.chart, json.dumps({"selection": {"cell": [cell._asdict()]}})
        return message

    def remember(self, answers: Iterable[ForwardMsg]) -> None:
        """Take in what the server answered."""
        self.drawn = {}
        for answer in answers:
            match answer.WhichOneof("type"):
                case "new_session":
                    self.drawn = {}
                    self.session = answer.new_session.initialize.session_id
                case "navigation":
                    self.page = answer.navigation.page_script_hash
                    self.pages = {page.url_pathname: page.page_script_hash for page in answer.navigation.app_pages}
                case "page_info_changed":
                    self.query = answer.page_info_changed.query_string
                case "delta":
                    made = answer.delta.add_block if answer.delta.HasField("add_block") else answer.delta.new_element
                    element = answer.delta.new_element
                    element.ClearField("has_one_shot_effect")
                    if (kind := element.WhichOneof("type")) and "set_value" in (parts := getattr(element, kind)).DESCRIPTOR.fields_by_name:
                        for name in _CHOICE:
                            if name in parts.DESCRIPTOR.fields_by_name:
                                parts.ClearField(name)
                    self.drawn[tuple(answer.metadata.delta_path)] = f"{made.WhichOneof('type') or 'container'} of {made.ByteSize()} bytes"
                    self.chart = element.vega_lite_chart.id or self.chart
                    if name := element.selectbox.id or element.file_uploader.id:
                        self.widgets[name.split("-", 2)[-1]] = name


def is_the_end(answer: bytes) -> bool:
    """Whether a message says that the page is drawn. One that begins anew in the middle has not ended."""
    if len(answer) > 200:  # this message is the shortest: others need not be parsed while the time runs
        return False
    message = ForwardMsg.FromString(answer)
    return message.WhichOneof("type") == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


@dataclass
class Visit(Seen):
    """One session on Coverage that is measured alone."""

    connection: ClientConnection = field(kw_only=True)

    def click(self, cell: Cell) -> float:
        """Click on a cell of the heatmap; returns the seconds from the click until the server has drawn all of it."""
        return self._run(self.clicking(cell))

    def _run(self, message: BackMsg) -> float:
        data, answers = message.SerializeToString(), [b""]
        begun = time.perf_counter()
        self.connection.send(data)
        while not is_the_end(answers[-1]):
            answers.append(self.connection.recv(timeout=LONGEST_RUN))
        took = time.perf_counter() - begun
        self.remember([ForwardMsg.FromString(answer) for answer in answers])
        return took


@contextmanager
def visit(address: str, query: str) -> Iterator[Visit]:
    """Open Coverage with a query ("region=europe")."""
    host, port = address.split(":")
    line = _Prompt()
    line.connect((host, int(port)))
    with connect(STREAM.format(address=address), sock=line, subprotocols=["streamlit"], max_size=None, open_timeout=LONGEST_RUN) as connection:
        one = Visit(query, connection=connection)
        one._run(one.rerun())
        yield one
