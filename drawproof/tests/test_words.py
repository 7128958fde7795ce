"""Every code has an English and a Chinese sentence, and the Chinese ones keep the wording of the house."""

import re
from pathlib import Path

import drawproof
from drawproof import words_zh
from drawproof.canonical import tables
from drawproof.verify.report import STEPS
from drawproof.words_en import SENTENCES
from drawproof.words_zh import sentence

SOURCES = [path.read_text() for path in sorted(Path(drawproof.__file__).parent.rglob("*.py"))]
RAISED = {code for text in SOURCES for code in re.findall(r'DrawproofError\(\s*"([a-z-]+)"', text)}
FOUND = {code for text in SOURCES for code in re.findall(r'Finding\(\s*[A-Z_]+,\s*"([a-z-]+)"', text)}
FIELD = re.compile(r"\{(\w+)\}")


def test_every_code_that_is_raised_has_both_sentences() -> None:
    assert len(RAISED) > 60
    assert RAISED - set(SENTENCES) == set()
    assert (RAISED | FOUND) - set(words_zh.SENTENCES) == set()


def test_both_languages_know_the_same_refusals_and_use_the_same_parameters() -> None:
    for code, english in SENTENCES.items():
        used = set(FIELD.findall(words_zh.SENTENCES[code]))
        assert used <= set(FIELD.findall(english)), code


def test_no_sentence_is_kept_that_no_code_uses() -> None:
    text = "".join(SOURCES)
    for code in {**SENTENCES, **words_zh.SENTENCES}:
        stem = code.removesuffix("-annulled")
        assert f'"{stem}"' in text.replace("SENTENCES", ""), code
        assert text.count(f'"{stem}"') > (2 if code in SENTENCES else 1) or code.endswith("-annulled"), code


def test_the_chinese_sentences_are_plain() -> None:
    for code, words in {**words_zh.SENTENCES, **words_zh.VERDICTS}.items():
        assert not re.search("失败|非法|错误|！|!|亲|哦", words), code
        assert not re.search(r"[\u4e00-\u9fff] [\u4e00-\u9fff0-9]", words), code


def test_every_step_verdict_and_reason_has_its_words() -> None:
    assert set(words_zh.STEP_NAMES) == set(STEPS)
    reasons = {*tables.ANNULMENTS, *tables.EXCLUSIONS, *tables.WITHDRAWALS, *tables.VACANCIES, *tables.BARS}
    assert set(words_zh.REASONS) == reasons


def test_a_place_stands_in_front_and_a_reason_is_said_in_chinese() -> None:
    assert sentence("csv-empty", {}, file="frame.csv", line=1) == "frame.csv第1行：表中没有数据行。"
    params = {"of": 1, "attempt": 1, "reason": "power", "earlier": ""}
    assert sentence("attempts-of-annulled", params) == "这是全部1次中的第1次，本次已作废（停电）。"
