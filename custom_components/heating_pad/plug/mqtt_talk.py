"""Asking a plug over MQTT and waiting for its answer."""

import asyncio
from collections.abc import Awaitable, Callable

from homeassistant.components import mqtt
from homeassistant.components.mqtt.models import ReceiveMessage
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .auto_off import AutoOffError

ANSWER_S = 5.0
"""Own choice: a plug that has not answered by then has not heard."""

EXPIRES_S = 15
"""A command still on its way after this long is better lost than late."""


class MqttTalk:
    """One plug's conversation; commands are never retained."""

    def __init__(self, hass: HomeAssistant, topics: tuple[str, ...]) -> None:
        """Prepare to listen to `topics`."""
        self._hass = hass
        self._topics = topics
        self._unsubscribe: list[CALLBACK_TYPE] = []
        self._listeners: list[Callable[[str, str], None]] = []
        self._expires = True

    async def async_open(self) -> None:
        """Subscribe; raises `AutoOffError` without a connection to the broker."""
        if self._unsubscribe:
            return
        try:
            for topic in self._topics:
                self._unsubscribe.append(await mqtt.async_subscribe(self._hass, topic, self._heard))
        except HomeAssistantError as err:
            self.close()
            raise AutoOffError(str(err), reached=False) from err

    @callback
    def close(self) -> None:
        """Unsubscribe."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._unsubscribe.clear()

    @callback
    def _heard(self, message: ReceiveMessage) -> None:
        # Subscribed to as text; what is none does not come through.
        for listener in list(self._listeners):
            listener(message.topic, str(message.payload))

    async def async_send(self, topic: str, payload: str) -> None:
        """Publish a command once, not retained; raises `AutoOffError`."""
        try:
            async with asyncio.timeout(ANSWER_S):
                await self._async_publish(topic, payload)
        except (HomeAssistantError, TimeoutError) as err:
            raise AutoOffError(str(err) or "the broker did not answer", reached=False) from err

    async def _async_publish(self, topic: str, payload: str) -> None:
        if self._expires:
            try:
                await mqtt.async_publish(self._hass, topic, payload, message_expiry_interval=EXPIRES_S)
            except ServiceValidationError:
                # A broker connection older than MQTT 5 knows no expiry.
                self._expires = False
            else:
                return
        await mqtt.async_publish(self._hass, topic, payload)

    async def async_ask[T](
        self, topic: str, payload: str, answer: Callable[[str, str], T | None], *, within_s: float = ANSWER_S
    ) -> T:
        """Publish and wait for what `answer` makes of a message; raises `AutoOffError` when none comes."""
        return await self.async_next(answer, within_s=within_s, first=lambda: self.async_send(topic, payload))

    async def async_next[T](
        self,
        answer: Callable[[str, str], T | None],
        *,
        within_s: float,
        first: Callable[[], Awaitable[None]] | None = None,
    ) -> T:
        """Wait for a message that `answer` makes something of; `first` is done when all is listening."""
        found: asyncio.Future[T] = self._hass.loop.create_future()

        @callback
        def listen(heard_topic: str, heard: str) -> None:
            value = answer(heard_topic, heard)
            if value is not None and not found.done():
                found.set_result(value)

        self._listeners.append(listen)
        try:
            await self.async_open()
            if first is not None:
                await first()
            async with asyncio.timeout(within_s):
                return await found
        except TimeoutError as err:
            msg = f"no answer on {', '.join(self._topics)}"
            raise AutoOffError(msg, reached=False) from err
        finally:
            self._listeners.remove(listen)


async def async_retained(hass: HomeAssistant, topic: str, *, within_s: float = ANSWER_S) -> str:
    """Return the message a topic holds; raises `AutoOffError` when it holds none."""
    talk = MqttTalk(hass, (topic,))
    try:
        return await talk.async_next(lambda _topic, payload: payload or None, within_s=within_s)
    finally:
        talk.close()
