"""A made-up study of a made-up conflict, for trying and showing the coding tools.

Two shores of a lake that is on no map. Nobody said any of this. Answers are put together from the
sentences below, so that coding them means something; a seed makes them the same each time.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

NAME = "Across the Lake (fictional)"
SECTORS = ["ngo"] * 10 + ["expert"] * 6 + ["media"] * 4
SEED = 17

# Headings, and the codes below them: (key, name, definition).
CODES = {
    ("contact", "Contact"): [
        ("contact-useful", "Contact helps", "Meeting the other shore is said to have helped."),
        ("contact-broken", "Contact broke off", "A contact that was there came to an end."),
        ("contact-private", "Private contact", "Contact that goes on outside of any programme."),
        ("contact-refused", "Contact refused", "An invitation was turned down, by either side."),
    ],
    ("trust", "Trust"): [
        ("trust-grew", "Trust grew", "The speaker came to believe the other side more."),
        ("trust-lost", "Trust lost", "The speaker came to believe the other side less."),
    ],
    ("money", "Money"): [
        ("money-short", "Too little, too short", "Funds were too small or ended too early."),
        ("money-steers", "Funders set the agenda", "What is paid for decides what is done."),
        ("money-needed", "Not without funders", "Nothing would have happened without them."),
    ],
    ("power", "Those in power"): [
        ("power-ignores", "The authorities do not listen", "Results were not taken up."),
        ("power-hinders", "The authorities hinder", "Laws, pressure or permits stood in the way."),
        ("power-uses", "The authorities use it", "Dialogue served as a show."),
        ("power-helps", "The authorities help", "Officials made something possible."),
    ],
    ("media", "Media"): [
        ("media-enemy", "The media make enemies", "Coverage feeds hostility."),
        ("media-voice", "The media let others speak", "Coverage shows the other shore as people."),
        ("media-clicks", "Anger sells", "Outrage is what gets read or seen."),
    ],
    ("people", "Who takes part"): [
        ("people-same", "Always the same faces", "A small circle meets again and again."),
        ("people-youth", "Young people", "What the young bring, or miss."),
        ("people-border", "People at the shore", "Those who live by the lake should take part."),
        ("people-abroad", "Those who live abroad", "What emigrants could add, or spoil."),
    ],
    ("form", "How it is done"): [
        ("form-practical", "Something practical", "Work on a common problem, not on the conflict."),
        ("form-open", "In the open", "It should be public."),
        ("form-closed", "Behind closed doors", "It needs a protected room."),
        ("form-moderated", "Moderation", "A third party that guides well, or badly."),
        ("form-review", "Looking back", "Experience should be gathered and examined."),
    ],
    ("hope", "Outlook"): [
        ("hope-window", "A chance now", "This moment is better than those before."),
        ("hope-none", "No way out", "Nothing will change soon."),
        ("hope-slow", "It takes generations", "Change is possible and slow."),
    ],
}  # fmt: skip

# For each question: its name, its wording, and sentences with the codes that they stand for.
QUESTIONS: list[tuple[str, str, list[tuple[str, tuple[str, ...]]]]] = [
    ("Programmes taken part in", "Which programmes across the lake did you take part in?", [
        ("We repaired the two lighthouses together, and nobody asked who was to blame.", ("form-practical", "contact-useful")),
        ("There were summer schools for the young, three weeks each.", ("people-youth",)),
        ("It was the same dozen of us at every table.", ("people-same",)),
        ("The money ended in the second winter, and so did the meetings.", ("money-short", "contact-broken")),
        ("Մենք միասին վերանորոգեցինք փարոսը։ 🕯", ("form-practical",)),
    ]),
    ("The best of them", "Which of them went best, and why?", [
        ("The fishermen's radio, because people could hear each other laugh.", ("media-voice", "contact-useful")),
        ("The one where we measured the water: figures do not shout.", ("form-practical",)),
        ("The moderator knew when to be silent.", ("form-moderated",)),
        ("None of them, if I am honest; we talked past each other.", ("trust-lost",)),
    ]),
    ("Third countries", "Did people from elsewhere work with you, and how was that?", [
        ("They gave us a room where nobody was watching.", ("form-closed", "form-moderated")),
        ("They came with a programme that was already written.", ("money-steers",)),
        ("Without them we should never have crossed the lake.", ("money-needed",)),
        ("Их ведущий хорошо слушал, и это помогло.", ("form-moderated",)),
    ]),
    ("The best moment", "When was the lake nearest to peace?", [
        ("After the great flood, when both shores sent boats.", ("hope-window", "people-border")),
        ("Never; the maps were drawn so that it could not be.", ("hope-none",)),
        ("In the quiet years, when the ferry ran on Sundays.", ("contact-useful",)),
        ("It may be now, if nobody is in a hurry.", ("hope-window", "hope-slow")),
    ]),
    ("The upstream power", "What part did the upstream power play?", [
        ("It sold rope to both shores.", ("power-uses",)),
        ("It held the sluice and called that mediation.", ("power-uses", "power-hinders")),
        ("For a while it did keep the boats apart.", ("power-helps",)),
    ]),
    ("Influence", "Did any of it change what the governments did?", [
        ("We wrote a report, and it was filed under fishing.", ("power-ignores",)),
        ("One of our sentences came back in a speech, upside down.", ("power-uses",)),
        ("A minister took our map with him. That counts.", ("power-helps",)),
        ("No. They listen to voters, and voters listen to the evening news.", ("power-ignores", "media-enemy")),
    ]),
    ("What came from outside", "Which events made meetings easier or harder?", [
        ("The year of the new law on associations: half of my friends closed their offices.", ("power-hinders", "contact-broken")),
        ("The flood made it easier. Water is a good teacher.", ("hope-window",)),
        ("The night of the burning pier. After that nobody answered my letters.", ("contact-broken", "trust-lost")),
        ("Yeni qanundan sonra görüşlər dayandı.", ("power-hinders", "contact-broken")),
    ]),
    ("What works", "Which kinds of work went furthest?", [
        ("Anything with hands in it: nets, wells, roofs.", ("form-practical",)),
        ("Finding those who were missing. It needs no theory.", ("form-practical", "trust-grew")),
        ("Open evenings with an audience, because an audience keeps you honest.", ("form-open",)),
        ("Quiet rooms. In public each of us becomes an anthem.", ("form-closed",)),
    ]),
    ("What it adds", "What does it add, and does anybody in power want it?", [
        ("It keeps a few telephone numbers alive.", ("contact-private",)),
        ("Officials want it when there is a visitor to show it to.", ("power-uses",)),
        ("I understood that they are afraid as well.", ("trust-grew", "contact-useful")),
        ("Nobody asks for it. We do it all the same.", ("power-ignores",)),
    ]),
    ("The media", "What do the media do, and what should they?", [
        ("They count the dead on one side only.", ("media-enemy",)),
        ("Anger is the cheapest thing to print.", ("media-clicks", "media-enemy")),
        ("One programme let a widow from the other shore finish her sentence.", ("media-voice",)),
        ("Վրդովմունքն ավելի լավ է վաճառվում, քան ճշմարտությունը։", ("media-clicks",)),
    ]),
    ("Conditions", "Do conditions at home allow for it?", [
        ("I register every trip, and wait.", ("power-hinders",)),
        ("On our shore, yes. On theirs one needs courage.", ("power-hinders",)),
        ("They said no, and were sorry about it; I could hear that.", ("contact-refused",)),
        ("A clerk helped us with the permits when nobody looked.", ("power-helps",)),
    ]),
    ("The services", "Where do you draw the line towards the secret services?", [
        ("I do not carry their questions across the water.", ("trust-lost",)),
        ("For those who are missing I should talk to anybody.", ("form-practical",)),
        ("They know everything anyway; asking us is theatre.", ("power-uses",)),
    ]),
    ("What must change", "What would have to change?", [
        ("Other faces. Teachers, bakers, people who have to live at the shore.", ("people-border", "people-same")),
        ("Five years of funds in place of five months.", ("money-short",)),
        ("Say less and repair more.", ("form-practical",)),
        ("It should happen in the open, and at home.", ("form-open",)),
    ]),
    ("Those abroad", "Could those who live abroad help?", [
        ("From far away one sees the whole lake.", ("people-abroad",)),
        ("They fight the war of their grandfathers, from armchairs.", ("people-abroad", "trust-lost")),
        ("Let them pay for the ferry.", ("people-abroad", "money-needed")),
    ]),
    ("The funders", "What did the funders achieve?", [
        ("Everything that happened, happened with their money.", ("money-needed",)),
        ("They liked round numbers and short reports.", ("money-steers", "money-short")),
        ("Когда менялась мода, менялись и проекты.", ("money-steers",)),
        ("One of them asked what we needed. We had to think first.", ("trust-grew",)),
    ]),
    ("Foreign organisations", "How well do foreign organisations do?", [
        ("Well, when they stay longer than their luggage.", ("form-moderated",)),
        ("They invite whom they know.", ("people-same",)),
        ("They brought the two of us into one room. I shall not forget that.", ("contact-useful", "trust-grew")),
    ]),
    ("Looking back", "Should somebody look at all of this from time to time?", [
        ("Yes, or each of us will invent the wheel again, and it will be square.", ("form-review",)),
        ("Write down the failures; the successes write themselves.", ("form-review",)),
        ("It takes a generation, so somebody should keep the minutes.", ("form-review", "hope-slow")),
        ("The young will ask what we did. I should like to have an answer.", ("people-youth", "form-review")),
    ]),
]  # fmt: skip


@dataclass(frozen=True)
class Passage:
    """A sentence of an answer, and what it stands for."""

    start: int
    text: str
    codes: tuple[str, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Answer:
    respondent: int
    question: int
    asked: bool
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        return " ".join(passage.text for passage in self.passages)


def answers() -> Iterator[Answer]:
    """Yield the answer of each respondent to each question; a few were not asked, or said nothing."""
    draw = random.Random(SEED)
    for respondent in range(len(SECTORS)):
        for number, (_name, _wording, sentences) in enumerate(QUESTIONS):
            asked = draw.random() > 0.02
            count = draw.choice([0, 1, 1, 2, 2, 3]) if asked else 0
            passages, start = [], 0
            for text, codes in draw.sample(sentences, min(count, len(sentences))):
                passages.append(Passage(start, text, codes))
                start += len(text) + 1
            yield Answer(respondent, number, asked, tuple(passages))


def read_by(coder: int) -> Iterator[tuple[Answer, list[tuple[Passage, str]]]]:
    """Yield what one of two coders marks in each answer: most of it, and now and then a slip."""
    draw = random.Random(f"{SEED} {coder}")
    keys = [key for codes in CODES.values() for key, _name, _definition in codes]
    for answer in answers():
        marked = []
        for passage in answer.passages:
            for code in passage.codes:
                if draw.random() < 0.85:
                    marked.append((passage, code))
            if draw.random() < 0.05:
                other = draw.choice(keys)
                marked.append((passage, other))
        yield answer, list(dict.fromkeys(marked))
