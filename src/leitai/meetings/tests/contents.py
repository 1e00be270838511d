"""Contents of decks that tests render: one full, one empty. Sentences are our own."""

from datetime import UTC, datetime, timedelta, timezone

from leitai.meetings.domain import (
    DeckContent,
    DeckFigure,
    DimensionStanding,
    EditionPoint,
    Gap,
    Highlight,
    IndicatorSeries,
    Neighbour,
    Pledge,
    ProjectLine,
    RankInterval,
    SeriesPoint,
    Standing,
    Trend,
)

BRIEF = "娄桥街道交流材料（本平台复述），2019-04-23"
CHINA = timezone(timedelta(hours=8))
AS_OF = datetime(2019, 4, 23, 18, 0, tzinfo=CHINA)


def figure(label: str, value: str, unit: str, period: str = "2019年一季度", *, made: bool = False) -> DeckFigure:
    """A figure of the brief, or one made for the demonstration."""
    return DeckFigure(label, value, unit, period, "生成" if made else BRIEF, made, 17)


def empty() -> DeckContent:
    """A unit of which nothing is known."""
    return DeckContent(
        unit_name="娄桥街道",
        unit_full_name="瓯海区娄桥街道",
        county_name="瓯海区",
        meeting_label="2019“温州擂台·六比竞赛”乡镇（街道）书记工作交流会",
        edition_title="六比竞赛 2019年第1期",
        period_label="2019年一季度",
        as_of=AS_OF,
    )


def six(*, made: bool) -> tuple[DimensionStanding, ...]:
    """The six comparisons of a unit in the upper part of the table."""
    rows = (
        ("比质量", 68.4, 41, 61.2, 15),
        ("比位次", 71.9, 28, 60.5, 9),
        ("比创新", 52.3, 112, 57.8, 44),
        ("比项目", 88.6, 3, 59.4, 1),
        ("比环境", 64.0, 66, 63.1, 30),
        ("比担当", 79.7, 12, 62.6, 5),
    )
    return tuple(
        DimensionStanding(name, score, rank, 185, peer, place, 67, made) for name, score, rank, peer, place in rows
    )


def standing(*, made: bool) -> Standing:
    """A rank with its interval and six neighbours."""
    names = ("莘塍街道", "北白象镇", "景山街道", "娄桥街道", "永兴街道", "昆阳镇", "钱库镇")
    scores = (72.8, 72.1, 71.6, 71.3, 70.9, 70.2, 69.8)
    return Standing(
        rank=18,
        of=185,
        score=71.3,
        group_name="街道",
        group_rank=7,
        group_of=67,
        county_rank=2,
        county_of=13,
        interval=RankInterval(11, 27, "90%"),
        previous_rank=24,
        neighbours=tuple(
            Neighbour(name, 15 + place, score, name == "娄桥街道")
            for place, (name, score) in enumerate(zip(names, scores, strict=True))
        ),
        generated=made,
    )


def trend(*, made: bool) -> Trend:
    """Five editions and four indicators."""
    labels = ("2018Q1", "2018Q2", "2018Q3", "2018Q4", "2019Q1")
    ranks, scores = (42, 37, 31, 24, 18), (63.2, 65.0, 66.8, 69.4, 71.3)
    editions = tuple(
        EditionPoint(label, rank, 185, score, made) for label, rank, score in zip(labels, ranks, scores, strict=True)
    )
    rows = (
        ("财政总收入", "亿元", (2.11, 2.35, 2.28, 2.61, 2.74), 2),
        ("规上工业增加值", "亿元", (5.4, 5.9, 6.1, 6.6, 6.3), 1),
        ("有效投资", "亿元", (8.2, 9.6, 10.4, 12.9, 11.7), 1),
        ("新增限上企业", "家", (3, 5, 4, 7, 6), 0),
    )
    series = tuple(
        IndicatorSeries(
            name,
            unit,
            tuple(SeriesPoint(label, value, "生成", made) for label, value in zip(labels, values, strict=True)),
            decimals,
        )
        for name, unit, values, decimals in rows
    )
    return Trend(editions, series)


def louqiao(*, made: bool = True) -> DeckContent:
    """A full deck: the figures that the unit stated, and a league; `made` marks the league's as generated."""
    bare = empty()
    return DeckContent(
        unit_name=bare.unit_name,
        unit_full_name=bare.unit_full_name,
        county_name=bare.county_name,
        meeting_label=bare.meeting_label,
        edition_title=bare.edition_title,
        period_label=bare.period_label,
        as_of=bare.as_of,
        six=six(made=made),
        standing=standing(made=made),
        trend=trend(made=made),
        highlights=(
            Highlight(
                "重点工程总投资",
                (figure("亚运龙舟基地、体育公园、奥体中心", "50", "亿元", "在建"),),
                "三个项目都在街道辖区内",
            ),
            Highlight("城中村改造", (figure("签约户数", "3902", "户", "8个月"),)),
            Highlight(
                "娄桥村签约腾空", (figure("签约腾空户数", "1198", "户", "180天"), figure("用时", "180", "天", ""))
            ),
            Highlight("有效投资", (figure("一季度有效投资", "11.7", "亿元", made=made),)),
            Highlight("办件满意率", (figure("便民服务好评率", "99.2", "%", made=made),)),
        ),
        projects=(
            ProjectLine("亚运龙舟基地", 18.6, 6.2, "亿元", None, "2019年", BRIEF, made),
            ProjectLine("体育公园工程", 12.4, 5.1, "亿元", None, "2019年", BRIEF, made),
            ProjectLine("奥体中心", 19.0, 4.4, "亿元", None, "2019年", BRIEF, made),
        ),
        gaps=(
            gap("研发投入占比", ("1.8", "3.6", "%"), "北白象镇", 0.5, "与龙头企业共建研发机构", made=made),
            gap("亩均税收", ("18.2", "29.5", "万元/亩"), "北白象镇", 0.383, "盘活低效用地，逐宗过堂", made=made),
            gap("安置房竣工率", ("41", "62", "%"), "五马街道", 0.339, "倒排工期，每旬晾晒", made=made),
            gap("新增规上企业", ("4", "5", "家"), "莘塍街道", 0.2, "小升规一企一策", made=made),
        ),
        pledges=(
            Pledge("拆迁工作平安和谐推进，不留尾户", due="2019年内", source=BRIEF),
            Pledge("拔钉清障，保障重点项目按期进场", figure("有效投资增速", "≥20", "%", "2019年"), "2019年底", BRIEF),
            Pledge("加快安置房建设，让群众早日回迁", due="2019年内", source=BRIEF),
        ),
        remarks=("六比得分的办法由本平台设计，不是官方公布的计分办法。", "标※的是为演示生成的数字，不是真实统计。"),
    )


def gap(indicator: str, values: tuple[str, str, str], peer: str, distance: float, remedy: str, *, made: bool) -> Gap:
    """A gap to the best of the peers: `values` are our own figure, the best one and their unit."""
    own, best, unit = values
    return Gap(
        indicator,
        figure(indicator, own, unit, made=made),
        figure(indicator, best, unit, made=made),
        peer,
        distance,
        remedy,
    )


UTC_MIDNIGHT = datetime(2019, 4, 23, tzinfo=UTC)
