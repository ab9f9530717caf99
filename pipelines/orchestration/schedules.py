"""When the warehouse is built by itself: every week, and in January for the year that has just ended."""

from zoneinfo import ZoneInfo

import dagster as dg

from pipelines.orchestration.partitions import TIMEZONE, existing_years, range_tags


def schedules(job_name: str) -> list[dg.ScheduleDefinition]:
    """Define the schedules of a job over all partitions; both run as soon as a Dagster daemon does."""

    @dg.schedule(
        name="weekly",
        job_name=job_name,
        cron_schedule="0 3 * * 1",
        execution_timezone=TIMEZONE,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Build from all years: a new document may be of any.",
    )
    def weekly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        years = existing_years(context.scheduled_execution_time.astimezone(ZoneInfo(TIMEZONE)))
        return dg.RunRequest(tags=range_tags(years[0], years[-1]))

    @dg.schedule(
        name="yearly",
        job_name=job_name,
        cron_schedule="0 5 10 1 *",
        execution_timezone=TIMEZONE,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="Build from the year that has just ended and the new one, in which most reports on it appear.",
    )
    def yearly(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        year = context.scheduled_execution_time.astimezone(ZoneInfo(TIMEZONE)).year
        return dg.RunRequest(tags=range_tags(year - 1, year))

    return [weekly, yearly]
