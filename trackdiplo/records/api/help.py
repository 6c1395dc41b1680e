"""What each field says to partners; the help texts of the models speak to curators.

By name, or by serializer and name where the same name says something else.
"""

from rest_framework import serializers

HELP = {
    # What identifies a record
    "slug": "For people, in addresses; it can change, seldom and by hand.",
    "name": "What it is called, in English.",
    "names": "Its other names: former, short, in another language, script or spelling.",
    "kind": "What it is, of a closed list. New values may be added.",
    "Name.name": "As it is written.",
    "Name.kind": "What sort of name it is.",
    # Its span
    "when": "EDTF (ISO 8601-2, level 1), as the source gives it; empty where it gives no date.",
    "as_of": "When a span that ends in `..` was last known to go on.",
    # What it says of itself
    "number": "Its place in the order of the periods.",
    "summary": "In plain text, written for this record.",
    "website": "Its own address; empty where unknown.",
    "note": "What the source says on it, in our words; may be empty.",
    "place": "Where it is based; null where unknown.",
    "places": "Where it was done, or happened.",
    "parent": "What it is a part of; null where it stands alone, or where that is not public.",
    "definition": "What the word means here.",
    "language": "A BCP 47 tag; empty where unknown.",
    "script": "An ISO 15924 code; empty where unknown.",
    # Programmes
    "track": "`1.5` where officials took part in person, `2` where they did not.",
    "periods": "The periods that it falls into, from its source or from its span.",
    "areas": "In which areas of life people met.",
    "activities": "What they did together.",
    "reach": "How many, how far; empty where the sources do not tell.",
    "outcome": "What came of it; empty where the sources do not tell.",
    "outcome_unknown": "True where the sources do not tell what came of it.",
    "participations": "Which organisations took part, and as what.",
    "fundings": "Who paid, and how much where that is known.",
    "involvements": "Which people took part, and as what, as far as names may be found.",
    "role": "As what.",
    "withheld": "Printed in place of a name that must not be known; empty for a named row.",
    "certain": "True where every reading of both spans has a day in common.",
    "assigned": "True where a source names the period; else it follows from the spans.",
    # Money
    "is_donor": "True where a source names it as a donor, whether or not a programme is known.",
    "donor": "Who paid; null where the name is withheld.",
    "amount": "Never converted or added up. Null means not known, which is not zero.",
    "currency": "ISO 4217; empty where the amount is not known.",
    "Grant.programme": "What was paid for.",
    # Who
    "organisation": "Which organisation; null where the name is withheld.",
    "person": "Who.",
    "affiliations": "Where this person works or worked.",
    "Affiliation.organisation": "Where.",
    "Affiliation.role": "As what, in words; empty where the source does not tell.",
    # What happened, was made, is thought of it
    "bearing": "Whether it made dialogue easier or harder, as the source judges it.",
    "count": "How many there are where it is a series; null where that is not known.",
    "count_is_approximate": "True where the source says about how many.",
    "authors": "Who wrote or made it, as far as names may be found.",
    "publishers": "Which organisations brought it out.",
    "programmes": "The programmes that it came of.",
    "programme": "The programme that is judged; null where it is a period.",
    "period": "The period that is judged; null where it is a programme.",
    "Output.language": "BCP 47 tags, joined by `;`; empty where unknown.",
    # Studies, questions, codes, findings, recommendations
    "study": "The study that it comes from.",
    "voices": "Who was interviewed: whose voices these are.",
    "missing_voices": "Who was not asked: the voices that are missing.",
    "is_fictional": "True for a study that is made up, to try things out.",
    "Study.source": "Where it is printed; null for a study whose answers are coded here.",
    "min_base": "With fewer people asked than this, no quantity is shown.",
    "Study.summary": "What was studied, and how.",
    "Question.number": "As in the questionnaire, such as 8, or 8b for a part.",
    "QuestionReference.number": "As in the questionnaire.",
    "order": "Its place in the study, or among the findings on one question.",
    "parts": "The questions that it has as parts.",
    "wording": "What was asked, in words of our own.",
    "key": "Short and lasting, once in a study.",
    "codable": "False for a heading that only groups other codes.",
    "question": "The question that it answers; null where it answers none in particular.",
    "statement": "What is said and who says it, in full sentences.",
    "stance": "Which camp says so, where the study separates camps; else empty.",
    "Finding.kind": "In which way it is told how common it is.",
    "prevalence": "How common it is, in words: those of the study, or of the band; may be empty.",
    "source_words": "How common it is, in the printed words of the study; else empty.",
    "band": "A part of those asked, never a count; empty where it is not told.",
    "Finding.periods": "The periods that it speaks of.",
    "Finding.areas": "The areas of interaction that it speaks of.",
    "Finding.events": "The events that it speaks of.",
    "excerpts": "Texts written for the public after what was said; mostly none.",
    "actor_kinds": "The kinds of actor that it speaks of.",
    "highlighted": "True for the few that the first page shows.",
    "addressees": "The kinds of actor that it is addressed to.",
    "Recommendation.areas": "The areas of interaction that it speaks of.",
    # Sources
    "citations": "Where the claims come from.",
    "source": "The work that the claim rests on.",
    "field": "The field that it is about; empty for the whole record.",
    "locator": "Where in the source: the key of a paragraph, or a page.",
    "Citation.place": "Where in the source, in words.",
    "confidence": "How far the source carries the claim, as the curators judge.",
    "checked_on": "When a second reader checked it; null when nobody did yet.",
    "title": "What the work is called, in its own language.",
    "Source.authors": "Who wrote it; empty where unknown.",
    "publisher": "Who brought it out; empty where unknown.",
    "published": "EDTF; empty where unknown.",
    "Source.url": "Where it can be read; empty where it is not on the web.",
    "archived_url": "A copy that stays when the original goes.",
    "Source.note": "What is to be known of it; may be empty.",
    # The change feed
    "Change.number": "Without gaps, from 1.",
    "action": "`upsert`: fetch it anew; `withdrawn`: drop your copy.",
    "at": "When it became public, or ceased to be.",
    "Change.id": "The permanent id of the record.",
    "Change.kind": "Of what kind the record is.",
    "Change.url": "The path of its document; 410 once it is withdrawn.",
    "Feed.revision": "The number of the latest change of all.",
    "Feed.next": "The path of the rest; null when this is all.",
    "Feed.results": "The changes, oldest first.",
    # The root
    "Root.name": "What this site is called.",
    "revision": "Grows with every public change.",
    "licence": "Of the data.",
    "code_licence": "Of the program that serves them.",
    "schema": "The path of this description.",
    "documentation": "The path of a page that shows it to people.",
    "resources": "The paths of the lists, by name.",
    # The search
    "Hit.id": "The permanent id of the record.",
    "Hit.kind": "Of what kind the record is.",
    "Hit.url": "The path of its document.",
    "Hit.page": "The path of its page.",
    "other_name": "Another of its names, where that is what was found; empty otherwise.",
    "snippet": "The part of its text that holds most of what was asked for; may be empty.",
    "Hits.count": "How many were found of the kinds that were asked for.",
    "Hits.next": "The next page; null on the last.",
    "Hits.previous": "The page before; null on the first.",
    "by_kind": "How many were found of each kind, whichever were asked for.",
    "did_you_mean": "What is found in place of it, where nothing is; empty otherwise.",
    "Hits.results": "The records of this page, best first.",
    "Names.results": "At most eight records, best first.",
    # Errors
    "Problem.type": "Always `about:blank`: the status says it all.",
    "Problem.title": "The name of the status.",
    "Problem.status": "The HTTP status.",
    "detail": "What went wrong, in a sentence.",
    "parameters": "What is wrong, by parameter.",
}


class Described(serializers.Serializer):
    """A serializer whose fields say what they are. A test fails where one says nothing."""

    def get_fields(self):
        fields = super().get_fields()
        own = type(self).__name__.removesuffix("Serializer")
        for name, field in fields.items():
            words = HELP.get(f"{own}.{name}", HELP.get(name, ""))
            field.help_text = field.help_text or words
        return fields
