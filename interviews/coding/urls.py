"""The coders' addresses, inside the admin: /admin/interviews/response/coding/..."""

from django.urls import path

from interviews.coding.views import (
    answers,
    desk,
    excerpts,
    files,
    findings,
    releases,
    settling,
    tables,
    withdrawing,
)


def patterns(admin_view) -> list:
    """Return the routes, each behind the admin's own door."""
    routes = {
        "coding": ("coding/", desk.studies),
        "coding_study": ("coding/<int:study>/", desk.study),
        "coding_import": ("coding/<int:study>/import/", answers.import_file),
        "coding_next": ("coding/<int:study>/next/", desk.next_answer),
        "coding_desk": ("coding/answer/<int:answer>/", desk.answer),
        "coding_mark": ("coding/answer/<int:answer>/mark/", desk.mark),
        "coding_done": ("coding/answer/<int:answer>/done/", desk.done),
        "coding_reopen": ("coding/answer/<int:answer>/reopen/", desk.reopen),
        "coding_memo": ("coding/passage/<int:coding>/memo/", desk.memo),
        "coding_remove": ("coding/passage/<int:coding>/remove/", desk.remove),
        "coding_disputed": ("coding/<int:study>/disagreements/", settling.disputed),
        "coding_undisputed": ("coding/<int:study>/undisputed/", settling.undisputed),
        "coding_settle": ("coding/answer/<int:answer>/settle/", settling.settle),
        "coding_unsettle": ("coding/answer/<int:answer>/unsettle/", settling.unsettle),
        "coding_agreement": ("coding/<int:study>/agreement/", tables.agreement),
        "coding_matrix": ("coding/<int:study>/matrix/", tables.matrix),
        "coding_together": ("coding/<int:study>/together/", tables.together),
        "coding_progress": ("coding/<int:study>/progress/", tables.progress),
        "coding_files": ("coding/<int:study>/files/", files.files),
        "coding_codebook": ("coding/<int:study>/files/codebook/", files.codebook),
        "coding_codebook_in": ("coding/<int:study>/files/codebook/in/", files.codebook_in),
        "coding_codings_in": ("coding/<int:study>/files/codings/in/", files.codings_in),
        "coding_annotations": ("coding/<int:study>/files/annotations/", files.annotated),
        "coding_project": ("coding/<int:study>/files/project/", files.project),
        "coding_table": ("coding/<int:study>/files/table/", files.table),
        "coding_findings": ("coding/<int:study>/findings/", findings.findings),
        "coding_prepare": ("coding/<int:study>/findings/prepare/", findings.prepare),
        "coding_excerpts": ("coding/<int:study>/excerpts/", excerpts.excerpts),
        "coding_write": ("coding/passage/<int:coding>/excerpt/", excerpts.write),
        "coding_clear": ("coding/excerpt/<int:excerpt>/clear/", excerpts.clear),
        "coding_take_away": ("coding/excerpt/<int:excerpt>/remove/", excerpts.remove),
        "coding_releases": ("coding/<int:study>/releases/", releases.release_list),
        "coding_build": ("coding/<int:study>/releases/build/", releases.build),
        "coding_publish": ("coding/release/<int:release>/publish/", releases.publish),
        "coding_discard": ("coding/release/<int:release>/discard/", releases.discard),
        "coding_respondents": ("coding/<int:study>/respondents/", withdrawing.respondents),
        "coding_withdraw": ("coding/respondent/<int:respondent>/withdraw/", withdrawing.withdrawal),
        "coding_search": ("coding/<int:study>/search/", tables.search),
    }
    return [path(route, admin_view(view), name=name) for name, (route, view) in routes.items()]
