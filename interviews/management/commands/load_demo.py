import secrets

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from interviews import fiction
from interviews.coding import work
from interviews.models import Code, Question, Study
from interviews.models.confidential import (
    Coding,
    PreparedFinding,
    Reading,
    Respondent,
    Response,
    unused_pseudonym,
)
from trackdiplo.records.models import changes

CODERS = ("first-coder", "second-coder")
LEADS = ("lead-coder", "second-lead")


class Command(BaseCommand):
    help = (
        "Load a made-up study with twenty respondents, coded by two coders. For `make demo`, in a"
        " database of its own: never in one that the public reads."
    )

    @transaction.atomic
    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("Set DEMO=true: made-up interviews go into a database of their own.")
        if Study.objects.filter(name=fiction.NAME).exists():
            self.stdout.write("The made-up study is there already.")
            return
        password = secrets.token_urlsafe(12)
        people = self.people(password)
        with changes(by=people[0], comment="Made up"):
            study, questions, codes = self.study(people[0])
        responses = self.answers(study, questions)
        for coder in people[:2]:
            self.code(people.index(coder), coder, responses, codes)
        self.prepare(study, codes, people[2])
        self.stdout.write(
            f"Loaded a made-up study. {', '.join(map(str, people))} have the password {password};"
            " it is not shown again."
        )

    def people(self, password: str) -> list[User]:
        found = []
        for name in (*CODERS, *LEADS):
            user = User.objects.create_user(name, password=password, is_staff=True)
            group = "Lead coders" if name in LEADS else "Coders"
            user.groups.set(Group.objects.filter(name=group))
            found.append(user)
        return found

    def study(self, by) -> tuple[Study, list[Question], dict[str, Code]]:
        study = Study.objects.create(
            name=fiction.NAME,
            voices="Twenty people who do not exist, from two shores of a lake that is on no map.",
            missing_voices="Everybody else.",
            summary="Made up, to try and to show how answers are coded. Nobody said any of it.",
            is_fictional=True,
        )
        study.publish(by=by)
        questions = []
        for order, (name, wording, _sentences) in enumerate(fiction.QUESTIONS, start=1):
            question = Question.objects.create(
                study=study, number=str(order), order=order, name=name, wording=wording
            )
            question.publish(by=by)
            questions.append(question)
        codes = {}
        for (key, name), below in fiction.CODES.items():
            definition = f"What is said of: {name.lower()}."
            heading = Code.objects.create(
                study=study, key=key, name=name, definition=definition, codable=False
            )
            for key, name, definition in below:
                codes[key] = Code.objects.create(
                    study=study, key=key, name=name, definition=definition, parent=heading
                )
        return study, questions, codes

    def answers(self, study, questions) -> dict[tuple[int, int], Response]:
        respondents = [
            Respondent.objects.create(
                study=study,
                pseudonym=unused_pseudonym(study),
                sector=sector,
                quote_consent=number % 3 > 0,
            )
            for number, sector in enumerate(fiction.SECTORS)
        ]
        return {
            (answer.respondent, answer.question): Response.objects.create(
                respondent=respondents[answer.respondent],
                question=questions[answer.question],
                asked=answer.asked,
                text=answer.text,
            )
            for answer in fiction.answers()
        }

    def code(self, number: int, coder, responses, codes) -> None:
        for answer, marked in fiction.read_by(number):
            response = responses[answer.respondent, answer.question]
            if not answer.text:
                continue
            for passage, key in marked:
                place = {"start": passage.start, "end": passage.end}
                code = codes[key]
                Coding.objects.create(
                    response=response, code=code, quote=passage.text, coder=coder, **place
                )
            Reading.objects.create(response=response, coder=coder)

    def prepare(self, study, codes, by) -> None:
        """Settle what nobody disputes, and prepare findings on the first question."""
        work.settle_undisputed(study, by=by)
        question = Question.objects.filter(study=study).by_number().first()
        for code in codes.values():
            PreparedFinding.objects.create(
                question=question,
                code=code,
                name=code.name,
                statement=f"Respondents describe this: {code.definition}",
                prepared_by=by,
            )
