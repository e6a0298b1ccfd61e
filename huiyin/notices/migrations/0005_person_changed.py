from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0004_line_ended"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("routed", "a matter has come to you"),
                    ("assigned", "you are handling a matter"),
                    ("approve", "a reply waits for your approval"),
                    ("returned", "your draft reply came back"),
                    ("reminder", "a matter is due soon"),
                    ("chased", "a matter is overdue"),
                    ("rated", "a resident has rated the answer"),
                    ("reopened", "a resident asks to have the matter handled again"),
                    ("answered", "a matter you raised has been answered"),
                    ("unsolved", "a resident says the matter is not solved"),
                    ("date_changed", "a due date was worked out again"),
                    ("told", "news of your matter"),
                    ("paired", "a household has come onto your register"),
                    ("handed_over", "a household has been handed over"),
                    ("line_ended", "a household is no longer on a register"),
                    ("stand_in", "you stand in for a colleague"),
                    ("dormant", "a household has not been met for long"),
                    ("person_changed", "another person speaks for a household now"),
                    ("consent_gone", "a household has withdrawn its consent"),
                    ("exemption", "an exemption was asked for or decided"),
                    ("promise_due", "a promise falls due"),
                    ("promise_overdue", "a promise is overdue"),
                    ("duty_day", "you have a reception day"),
                    ("substituted", "a reception day has another official"),
                    ("called_off", "a reception day or forum is called off or moved"),
                    ("booked", "somebody has booked your reception day"),
                    ("invited", "you take part in a forum"),
                    ("report_due", "a report is ready for you to confirm"),
                    ("report_late", "a report is late"),
                    ("report_in", "a report has come in"),
                    ("report_back", "a report came back"),
                    ("report_taken", "a report was accepted"),
                    ("inspected", "an inspection concerns you"),
                    ("finding", "a finding awaits your answer"),
                    ("finding_answered", "a finding was answered"),
                    ("rectify", "something is to be put right"),
                    ("signal", "something in your records may need a second look"),
                ],
                max_length=20,
            ),
        ),
    ]
