"""Contents that strain a deck: thin, long, hostile, English. Sentences are our own."""

from dataclasses import replace

from leitai.meetings.domain import (
    DeckContent,
    DeckFigure,
    EditionPoint,
    Gap,
    Highlight,
    IndicatorSeries,
    Language,
    Neighbour,
    Pledge,
    ProjectLine,
    SeriesPoint,
    Trend,
)
from leitai.meetings.tests import contents

LONG = "国家级经济技术开发区滨海沿江生态文旅融合发展示范片区综合管理服务中心街道"
HOSTILE = "=1+1\x00\x0b\u202e<a:t>&amp;</a:t>\ufffe@SUM(A1) \r\n https://example.org"


def thin() -> DeckContent:
    """A unit that stated one figure and holds a rank, and nothing else."""
    return replace(
        contents.empty(),
        standing=replace(contents.standing(made=True), interval=None, county_rank=None, neighbours=()),
        highlights=(
            Highlight("城中村改造", (contents.figure("城中村改造", "3902", "户", "8个月"),), "八个月内签约。"),
        ),
    )


def gappy() -> DeckContent:
    """A full deck in which values are missing within every part."""
    full = contents.louqiao()
    first, *rest = full.six
    series = IndicatorSeries(
        "有效投资", "亿元", tuple(SeriesPoint(f"2018Q{n}", v) for n, v in ((1, 8.2), (2, None), (3, 9.9)))
    )
    editions = (
        EditionPoint("2018Q1", None, 185, None),
        *full.trend.editions[1:4],
        EditionPoint("2019Q1", 18, 185, None),
    )
    return replace(
        full,
        six=(replace(first, score=None, rank=None, peer_median=None, group_rank=None), *rest),
        trend=Trend(editions, (series,)),
        projects=(
            *full.projects[:1],
            ProjectLine("标段二", 3.25, None, "公里"),
            ProjectLine("标段三", None, 7.0, "万平方米"),
        ),
        gaps=full.gaps[:1],
        pledges=full.pledges[:1],
        remarks=(),
    )


def long() -> DeckContent:
    """Names and sentences that are longer than any place for them, and as many parts as a deck takes."""
    full = contents.louqiao()
    figure = DeckFigure(LONG, "1,234,567,890.12345678–9,876,543,210", LONG, LONG, LONG, True, 1)
    neighbours = tuple(Neighbour(LONG, 100 + n, 50.0 - n, n == 2) for n in range(5))
    return replace(
        full,
        unit_name=LONG,
        unit_full_name=LONG * 3,
        county_name=LONG,
        meeting_label=LONG * 2,
        edition_title=LONG,
        six=tuple(replace(row, name=LONG) for row in full.six),
        standing=replace(contents.standing(made=True), group_name=LONG, neighbours=neighbours),
        highlights=tuple(Highlight(LONG, (figure,) * 4, LONG * 4) for _ in range(9)),
        projects=tuple(
            ProjectLine(LONG, 12345678.9, 2345678.91, "亿元", source=LONG, generated=True) for _ in range(6)
        ),
        gaps=tuple(Gap(LONG, figure, figure, LONG, 0.9 - n / 10, LONG * 2) for n in range(5)),
        pledges=tuple(Pledge(LONG * 3, figure, LONG, LONG, generated=True) for _ in range(6)),
        remarks=(LONG * 4,) * 3,
    )


def hostile() -> DeckContent:
    """Texts that would be a formula, a tag, or no XML at all."""
    full = contents.louqiao()
    figure = DeckFigure(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    return replace(
        full,
        unit_name=HOSTILE,
        unit_full_name=HOSTILE,
        six=tuple(replace(row, name=HOSTILE) for row in full.six),
        highlights=(Highlight(HOSTILE, (figure,), HOSTILE),),
        projects=(ProjectLine(HOSTILE, float("nan"), float("inf"), HOSTILE),),
        gaps=(Gap(HOSTILE, figure, figure, HOSTILE, 0.4, HOSTILE),),
        pledges=(Pledge(HOSTILE, figure, HOSTILE, HOSTILE),),
        remarks=(HOSTILE,),
    )


def english() -> DeckContent:
    """A full deck for readers of English."""
    full = contents.louqiao()
    names = ("Quality", "Standing", "Innovation", "Projects", "Environment", "Responsibility")
    indicators = ("Fiscal revenue", "Value added of large industry", "Effective investment", "New firms above the line")
    series = tuple(
        replace(each, name=name, unit=unit)
        for each, name, unit in zip(full.trend.series, indicators, ("100m yuan",) * 3 + ("firms",), strict=True)
    )
    source = "Louqiao's own report (restated here), 2019-04-23"
    return replace(
        full,
        unit_name="Louqiao Subdistrict",
        unit_full_name="Louqiao Subdistrict, Ouhai District",
        county_name="Ouhai District",
        meeting_label="Exchange meeting of township secretaries, 2019",
        edition_title="The Six Comparisons, edition 1 of 2019",
        period_label="2019Q1",
        language=Language.ENGLISH,
        six=tuple(replace(row, name=name) for row, name in zip(full.six, names, strict=True)),
        standing=replace(contents.standing(made=True), group_name="subdistricts"),
        trend=replace(full.trend, series=series),
        highlights=(
            Highlight(
                "Rebuilding of urban villages",
                (DeckFigure("Households signed", "3902", "households", "8 months", source, fact_id=7),),
            ),
            Highlight(
                "Louqiao village moved out",
                (DeckFigure("Households signed and moved", "1198", "households", "180 days", source),),
            ),
        ),
        projects=tuple(
            replace(row, name=name, unit="100m yuan", period="2019", source=source)
            for row, name in zip(
                full.projects, ("Dragon boat centre", "Sports park", "Olympic sports centre"), strict=True
            )
        ),
        gaps=(
            Gap(
                "Share of research spending",
                DeckFigure("", "1.8", "%", "2019Q1", source),
                DeckFigure("", "3.6", "%", "2019Q1", source),
                "Beibaixiang Town",
                0.5,
                "Found a laboratory with the leading firms",
            ),
            Gap(
                "Tax per mu",
                DeckFigure("", "18.2", "10k yuan/mu", "2019Q1", source),
                DeckFigure("", "29.5", "10k yuan/mu", "2019Q1", source),
                "Beibaixiang Town",
                0.38,
                "Bring idle land back into use",
            ),
        ),
        pledges=(
            Pledge("Finish resettlement peacefully, leaving nobody behind", due="within 2019", source=source),
            Pledge(
                "Clear the way for key projects",
                DeckFigure("Growth of investment", "≥20", "%", "2019", source),
                "end of 2019",
                source,
            ),
        ),
        remarks=("How the six scores are made is this platform's own design, not an official method.",),
    )
