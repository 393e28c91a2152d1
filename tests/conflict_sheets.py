"""The published rules of UCDP GED and ACLED: their column lists and codes."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date

Files = Mapping[str, str | bytes]
UCDP_COLUMNS = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,"
    "side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,"
    "where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,"
    "country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,"
    "deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
)
ACLED_COLUMNS = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,"
    "assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,"
    "admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,"
    "tags,timestamp"
)
ACLED_TYPES = (
    "",
    "Battles",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Protests",
    "Riots",
    "Strategic developments",
)
# The least and the most days of each code of date_prec.
UCDP_DAYS = {"1": (1, 1), "2": (2, 6), "3": (7, 7), "4": (8, 31), "5": (32, 366)}
ACLED_DAYS = {"1": (1, 1), "2": (2, 7), "3": (8, 31)}


def read_rows(text: str | bytes, columns: str) -> list[dict[str, str]]:
    """The rows of a sheet whose first line is ``columns``, to the letter."""
    assert str(text).split("\r\n")[0] == columns
    return list(csv.DictReader(io.StringIO(str(text), newline="")))


def check_ucdp(files: Files) -> None:
    """The 49 columns, low, best and high in order, codes as the codebook has them, no vendor's identifier."""
    for row in read_rows(files["ucdp.csv"], UCDP_COLUMNS):
        told = [float(row[name]) for name in ("low", "best", "high") if row[name]]
        assert told
        assert told == sorted(told)
        assert max(told) > 0
        assert row["deaths_unknown"] == row["best"]
        days = (date.fromisoformat(row["date_end"]) - date.fromisoformat(row["date_start"])).days + 1
        least, most = UCDP_DAYS[row["date_prec"]]
        assert least <= days <= most
        assert row["year"] == row["date_start"][:4]
        assert row["where_prec"] in ("", "1", "2", "3", "4", "5", "6", "7")
        check_point(row)
        assert not any(row[name] for name in ("id", "relid", "country_id", "gwnoa", "conflict_new_id"))


def check_acled(files: Files) -> None:
    """The 31 columns, whole fatalities, codes as the codebook has them, no vendor's identifier."""
    for row in read_rows(files["acled.csv"], ACLED_COLUMNS):
        date.fromisoformat(row["event_date"])
        assert row["year"] == row["event_date"][:4]
        assert row["time_precision"] in ACLED_DAYS
        assert row["event_type"] in ACLED_TYPES
        assert bool(row["event_type"]) == bool(row["disorder_type"])
        assert row["fatalities"] == "" or row["fatalities"].isdecimal()
        assert row["geo_precision"] in ("", "1", "2", "3")
        assert row["notes"]
        check_point(row)
        assert not any(row[name] for name in ("event_id_cnty", "iso", "region", "inter1", "timestamp"))


def check_point(row: Mapping[str, str]) -> None:
    """Both coordinates or none, and on the globe."""
    assert bool(row["latitude"]) == bool(row["longitude"])
    if row["latitude"]:
        assert abs(float(row["latitude"])) <= 90
        assert abs(float(row["longitude"])) <= 180
