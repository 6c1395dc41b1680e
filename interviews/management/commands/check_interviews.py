from django.core.management.base import BaseCommand, CommandError

from interviews.disclosure.checks import problems


class Command(BaseCommand):
    help = "Check what must hold between answers, codings and releases. Run it every night."

    def handle(self, **options):
        found = list(problems())
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"{len(found)} problems.")
        self.stdout.write("Interviews: nothing is wrong.")
