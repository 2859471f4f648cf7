"""Setting up from the desk: who collects, and how messages leave; the desk is then opened anew and works with it."""

from asyncio import sleep, to_thread
from typing import TYPE_CHECKING

from collector_tui.tui.screens.corresponding import Corresponding
from collector_tui.tui.text import text

if TYPE_CHECKING:
    from collector_tui.tui.handover import Handover

_KEPT = "Kept: the desk works with it now."


class SettingUp(Corresponding):
    """The part of the desk that changes the configuration."""

    def on_mount(self) -> None:
        """Go on where the desk stood in whose place this one was opened."""
        if before := self.desk_app.before:
            self.call_after_refresh(self._go_on, before)

    async def _go_on(self, before: "Handover") -> None:
        self.table.marked = set(before.marked)
        if before.news:
            self.desk_app.batches.news = before.news
        await self.renew(before.account_id)
        self.table.border_title = text(self.queue_title())
        self.notice.say(" ".join(filter(None, (before.said, self.collecting.notice))))
        waiting = await to_thread(self.collecting.delivery.waiting) if self.collecting.channels else 0
        if waiting:
            self.notice.add(f"{waiting:,} in the outbox {'is' if waiting == 1 else 'are'} on the way: O shows them.")

    def action_setup(self) -> None:
        """Ask who collects, in which name, and where."""
        from collector_tui.tui.channels import against_setting_up
        from collector_tui.tui.screens.setup import setup_form

        if against := against_setting_up(self.desk_app):
            self.notice.say(against, refused=True)
        elif config := self.desk_app.config:
            office = self.collecting.office
            form = setup_form(office.business, office.practice, config)
            self.app.push_screen(form, lambda values: self._set_up(form.is_changed(values)))

    def _set_up(self, is_changed: bool | None) -> None:
        if is_changed:
            self.run_worker(self._open_anew(), group="anew")
        elif is_changed is not None:
            self.notice.say("Nothing was changed.")

    def action_channels(self) -> None:
        """Show how texts and emails leave."""
        from collector_tui.tui.screens.channels import ChannelsScreen

        self.app.push_screen(ChannelsScreen(self.desk_app), self._channels_left)

    async def _channels_left(self, is_changed: bool | None) -> None:
        if is_changed:
            self.run_worker(self._open_anew(), group="anew")
        else:
            row = self.table.row
            await self.renew(row.id if row else None)

    async def _open_anew(self) -> None:
        """Have the desk opened anew, at this account and with everything that was begun; what is just leaving leaves."""
        from collector_tui.tui.handover import Handover

        outbox = self.desk_app.outbox
        if outbox.is_busy:
            self.notice.say("Kept. The desk works with it as soon as the carrier has answered.")
        await outbox.rest()
        while not self.is_current:  # something is being written or looked at meanwhile: nothing of it is lost
            await sleep(0.1)
        row, batches = self.table.row, self.desk_app.batches
        run = batches.run if batches.run and batches.run.number and batches.is_running else None
        marked = frozenset(self.table.marked)
        self.desk_app.open_anew(Handover(_KEPT, row.id if row else None, marked, batches.news, run))
