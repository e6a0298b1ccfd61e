"""Everything that time does to matters, in the order of the machine."""

from collections.abc import Callable

from huiyin.matters import (
    asking_clock,
    clock,
    delivery_clock,
    effect_clock,
    figure_clock,
    sub_task_clock,
    urgent_clock,
    window_clock,
)

CLOCKS: tuple[Callable[..., int], ...] = (
    clock.note_missed,
    clock.remind_before_due,
    clock.chase_overdue,
    clock.close_unrated,
    clock.redate,
    delivery_clock.bring_unopened,
    sub_task_clock.remind_of_parts,
    sub_task_clock.chase_parts,
    effect_clock.draw_effects,
    asking_clock.stop_waiting,
    urgent_clock.alert_up_the_line,
    window_clock.remind_of_windows,
    window_clock.let_windows_lapse,
    figure_clock.add_up,
)
