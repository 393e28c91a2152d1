"""The gazetteer: what it holds, and that it opens at once."""

from __future__ import annotations

from importlib import resources

import pytest

from sayso.annotate.folding import fold_name
from sayso.annotate.gazetteer import Gazetteer, load_gazetteer


@pytest.mark.parametrize(
    ("name", "geonames", "feature"),
    [
        ("Peru", 3932488, "country"),
        ("UK", 2635167, "country"),
        ("Côte d'Ivoire", 2287781, "country"),
        ("cote d’ivoire", 2287781, "country"),
        ("Lima", 3936456, "town"),
        ("Texas", 4736286, "region"),
    ],
)
def test_look_up(name: str, geonames: int, feature: str) -> None:
    assert (geonames, feature) in [(c.geonames, c.feature) for c in load_gazetteer().look_up(name)]


def test_unknown_names_give_nothing() -> None:
    assert load_gazetteer().look_up("Nowhereville on the Brook") == ()


def test_adjectives_and_peoples() -> None:
    gazetteer = load_gazetteer()
    names = [
        (c.name if (c := gazetteer.adjective(w)) else None)
        for w in ("Peruvian", "Scottish", "Poles", "wooden")
    ]
    assert names == ["Peru", "Scotland", "Poland", None]


def test_every_country_has_its_capital_and_other_names_lead_to_countries() -> None:
    gazetteer = load_gazetteer()
    for code, capital in (("PE", "Lima"), ("KE", "Nairobi"), ("FR", "Paris"), ("AU", "Canberra")):
        found = gazetteer.capital(code)
        assert found is not None
        assert found.name == capital
    assert all(gazetteer.country(code) for code in ("US", "GB", "CD", "PS", "XK"))


def test_an_old_name_is_not_a_place_s_own() -> None:
    found = {c.name: c.own for c in load_gazetteer().look_up("Saigon")}
    assert found["Ho Chi Minh City"] is False


def test_opening_reads_countries_and_no_towns(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = list[int]()
    ask = Gazetteer._ask

    def count(self: Gazetteer, question: str, *values: str | int) -> list[tuple]:  # type: ignore[type-arg]
        found = ask(self, question, *values)
        rows.append(len(found))
        return found

    monkeypatch.setattr(Gazetteer, "_ask", count)
    gazetteer = Gazetteer(str(resources.files("sayso").joinpath("data", "gazetteer.sqlite")), "en")
    gazetteer.look_up("Lima")
    gazetteer.close()
    assert sum(rows) < 400


def test_folding() -> None:
    assert fold_name("Port‑Saïd") == "port said"
    assert fold_name("L’Aquila") == fold_name("L'Aquila") == "laquila"
    assert fold_name("SÃO  Tomé") == "sao tome"
