"""The corpora's readers, on tiny invented samples in each form, and on the folder where it is at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from training.reader.attribution_corpora import first_annotations, read_article, read_relations
from training.reader.event_corpora import read_ecb_document, read_timebank_document
from training.reader.gum_corpus import read_gum
from training.reader.names_corpora import make_passage, read_rows
from training.reader.passages import Passage, read_runs
from training.reader.sentence_corpora import (
    class_score,
    group_pairs,
    parse_roles,
    read_factuality,
    read_pairs,
)

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"
at_hand = pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora folder is not beside the repository")


def quote_marks(passage: Passage) -> list[tuple[str, str]]:
    return [(passage.text[m.start : m.end], m.label) for m in passage.marks]


def test_runs_of_labels() -> None:
    assert read_runs(["B-PER", "I-PER", "B-PER", "O", "I-LOC", "I-ORG"]) == [
        (0, 2, "PER"),
        (2, 3, "PER"),
        (4, 5, "LOC"),
        (5, 6, "ORG"),
    ]


def test_names_with_document_lines(tmp_path: Path) -> None:
    rows = "# newdoc id = a\n# text = Ann Lee of Oslo\n1\tAnn\tB-PER\t-\n2\tLee\tI-PER\t-\n"
    rows += "3\tof\tO\t-\n4\tOslo\tB-LOC\t-\n"
    (tmp_path / "x").write_text(rows + "\n# newdoc id = b\n1\tNorsk\tB-OTH\t-\n2\tHydro\tI-OTH\t-\n", "utf-8")
    first, second = (make_passage(d) for d in read_rows(tmp_path / "x", 1, 2))
    assert first.text == "Ann Lee of Oslo "
    assert quote_marks(first) == [("Ann Lee", "person"), ("Oslo", "place")]
    assert second.marks == ()


def test_names_of_peoples_are_kept_from_what_is_other() -> None:
    passage = make_passage([[("Danish", "B-MISC"), ("Cup", "B-MISC"), ("-LRB-", "O")]])
    assert quote_marks(passage) == [("Danish", "group")]
    assert passage.text == "Danish Cup ( "


def test_a_word_that_is_a_number_sign_is_a_word(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("# B-ORG\nfoo O\n\n#\tO\nbar\tO\n", "utf-8")
    assert [[w for w, _ in s] for d in read_rows(tmp_path / "x") for s in d] == [["foo"], ["#", "bar"]]


def test_attribution_reads_the_first_annotator_and_leaves_out_what_is_discarded(tmp_path: Path) -> None:
    text = "It is over, the mayor said.\n\nRead more here.\n"
    for part in ("text", "attributions"):
        (tmp_path / part).mkdir()
    (tmp_path / "text/paper_a.txt").write_text(text, "utf-8")
    lines = "T1\tSource 12 21\tthe mayor\nT2\tCue 22 26\tsaid\nT3\tContent 0 2;3 10\tIt is over\n"
    lines += "T4\tDiscard 29 44\tRead\n"
    lines += "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n"
    (tmp_path / "attributions/paper_a_x1.ann").write_text(lines, "utf-8")
    (tmp_path / "attributions/paper_a_x2.ann").write_text("T1\tCue 0 2\tIt\n", "utf-8")
    ((text_path, annotation),) = first_annotations(tmp_path)
    passage = read_article(text_path, annotation)
    assert quote_marks(passage) == [
        ("the mayor", "source"),
        ("said", "cue"),
        ("It", "content"),
        ("is over", "content"),
    ]
    assert [text[s:e] for s, e in passage.sentences] == ["It is over, the mayor said."]
    (relation,) = read_relations(annotation)
    assert relation == {"source": [(12, 21)], "cue": [(22, 26)], "content": [(0, 2), (3, 10)]}


def test_ecb_keeps_selected_sentences_and_the_first_piece_of_a_mention(tmp_path: Path) -> None:
    words = [(0, "Skip"), (1, "They"), (1, "took"), (1, "it"), (1, "over"), (1, "twice")]
    tokens = "".join(
        f'<token t_id="{i}" sentence="{s}" number="0">{w}</token>' for i, (s, w) in enumerate(words, 1)
    )
    anchors = (
        '<ACTION_OCCURRENCE m_id="9"><token_anchor t_id="3"/><token_anchor t_id="5"/></ACTION_OCCURRENCE>'
    )
    extra = '<HUMAN_PART m_id="8"><token_anchor t_id="2"/></HUMAN_PART>'
    path = tmp_path / "a.xml"
    path.write_text(f"<Document>{tokens}<Markables>{anchors}{extra}</Markables></Document>", "utf-8")
    passage = read_ecb_document(path, {1})
    assert passage is not None
    assert passage.text == "They took it over twice "
    assert quote_marks(passage) == [("took", "event")]
    assert read_ecb_document(path, set()) is None


def test_timebank_words_and_what_is_to_come(tmp_path: Path) -> None:
    body = 'He <EVENT eid="e1">left</EVENT> and <EVENT eid="e2">will return</EVENT>'
    body += ' <TIMEX3 tid="t">soon</TIMEX3>.'
    made = '<MAKEINSTANCE eventID="e1" tense="PAST"/><MAKEINSTANCE eventID="e2" tense="FUTURE"/>'
    (tmp_path / "a.tml").write_text(f"<TimeML><TEXT>{body}\n</TEXT>{made}</TimeML>", "utf-8")
    passage = read_timebank_document(tmp_path / "a.tml")
    assert passage.text.strip() == "He left and will return soon."
    assert quote_marks(passage)[:2] == [("left", "occurrence"), ("will return", "occurrence")]
    assert [m.value for m in passage.marks if m.layer == "future"] == [0.0, 1.0]


def test_factuality_scores_and_their_classes(tmp_path: Path) -> None:
    targets = [{"span1": [1, 2], "label": -2.0}, {"span1": [3, 4], "label": 1.0}]
    (tmp_path / "a").write_text(
        json.dumps({"text": "Nobody came ; it rained .", "targets": targets}) + "\n", "utf-8"
    )
    (passage,) = read_factuality(tmp_path / "a")
    assert [(m.value, m.label) for m in passage.marks] == [(-2.0, "not"), (1.0, "happened")]
    assert quote_marks(passage)[0][0] == "came"
    assert [class_score(x) for x in (-1, -0.9, 0.9, 1)] == ["not", "uncertain", "uncertain", "happened"]


def test_roles_by_the_number_that_opens_a_sentence() -> None:
    text = "URL http\n\nH Bridge\nfalls\n\nS1 A bridge fell.\nS2 It was old.\n\nS3 More at ten.\n"
    labels = "T1\tMain 0 2\tS1\r\nE1\tMain:T1\nT2\tSpeech 3 5\tS2\nT3\tCause_General 3 5\tS2\n"
    article = parse_roles("a", text, labels)
    assert article.sentences == ("Bridge falls", "A bridge fell.", "It was old.", "More at ten.")
    assert article.roles == (None, "main event", "context", None)


def test_pairs_by_part(tmp_path: Path) -> None:
    (tmp_path / "2001").mkdir()
    (tmp_path / "2001/news.tsv").write_text("4.5\tA\tB\n\n0\tC\tD\r\n", "utf-8")
    groups = group_pairs(read_pairs(tmp_path))
    assert [(p.left, p.right, p.likeness) for p in groups["2001 news"]] == [("A", "B", 4.5), ("C", "D", 0.0)]


@at_hand
def test_every_mark_of_a_real_article_has_words() -> None:
    pairs = first_annotations(CORPORA / "attribution/polnear/dev")
    passage = read_article(*pairs[0])
    assert len(passage.marks) > 5
    assert all(passage.text[m.start : m.end].strip() for m in passage.marks)


@at_hand
def test_real_counts_of_names() -> None:
    documents = read_rows(CORPORA / "ner/uner-ewt/en_ewt-ud-dev.iob2", 1, 2)
    marks = [m for d in documents for m in make_passage(d).marks]
    # 399, 343 and 224 B- labels stand in the file.
    assert [sum(m.label == kind for m in marks) for kind in ("place", "person", "organisation")] == [
        399,
        343,
        224,
    ]


def write_gum(folder: Path, genre: str, *rows: str) -> None:
    lines = [row.split(" ") for row in rows]
    table = [
        "\t".join([str(i), word, word, "X", tag, "_", "0", "x", "_", f"Entity={told}" if told else "_"])
        for i, (word, tag, told) in enumerate(lines, 1)
    ]
    (folder / f"GUM_{genre}_made.conllu").write_text("# newdoc\n" + "\n".join(table) + "\n\n", "utf-8")


def test_names_are_cut_out_of_the_phrases_of_gum(tmp_path: Path) -> None:
    write_gum(
        tmp_path,
        "news",
        "The DT (1-organization-new-nnnnn-cf1-2,3,4,5-coref-Bank_of_Oslo",
        "Bank NNP ",
        "of IN ",
        "Oslo NNP (2-place-acc:com-nnnnn-cf2-1-sgl-Oslo)1)",
        "told VBD ",
        "its PRP$ (3-person-new-nnnnn-cf3-2-sgl(1-organization-giv:act-nnnnn-cf1-1-ana)",
        "clerks NNS 3)",
        "that IN ",
        "President NNP (4-person-new-nnnnn-cf4-2-coref",
        "Lee NNP 4)",
        "likes VBZ ",
        "Danish JJ (5-abstract-new-nnnnn-cf5-2-sgl",
        "cheese NN 5)",
        ". . ",
    )
    write_gum(tmp_path, "fiction", "Ann NNP (1-person-new-nnnnn-cf1-1-sgl)")
    (passage,) = read_gum(tmp_path)
    assert quote_marks(passage) == [("Bank of Oslo", "organisation"), ("Lee", "person"), ("Danish", "group")]


def test_a_country_that_acts_is_a_place_in_gum(tmp_path: Path) -> None:
    write_gum(
        tmp_path,
        "news",
        "Chad NNP (1-organization-new-nnnnn-cf1-1-coref-Chad)",
        "left VBD ",
        "Chad NNP (2-place-new-nnnnn-cf2-1-coref-Chad)",
        "to TO ",
        "the DT (3-person-new-nnnnn-cf3-2-sgl",
        "Chadians NNPS 3)",
    )
    (passage,) = read_gum(tmp_path)
    assert quote_marks(passage) == [("Chad", "place"), ("Chad", "place"), ("Chadians", "group")]
