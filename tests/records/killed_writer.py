"""A writer that stops in the middle of its block, at the statement given, until it is killed.

python -m tests.records.killed_writer PROGRAMME_PK "INSERT INTO"
"""

import sys
import time

import django


def stop_at(start):
    def run(execute, sql, params, many, context):
        if sql.startswith(start):
            print("stopped", flush=True)
            time.sleep(60)
        return execute(sql, params, many, context)

    return run


def write(pk, start):
    from django.db import connection

    from programmes.models import Programme
    from trackdiplo.records.models import changes

    with changes(by=None):
        programme = Programme.objects.get(pk=pk)
        programme.reach = "Committed."
        programme.save()
    with connection.execute_wrapper(stop_at(start)), changes(by=None):
        programme.reach = "Never committed."
        programme.save()
        organisation = programme.participations.get().organisation
        organisation.name = "Never committed"
        organisation.save()


if __name__ == "__main__":
    django.setup()
    write(*sys.argv[1:])
