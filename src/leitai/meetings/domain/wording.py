"""The deck's own words in its two languages; all else on a slide comes with the content."""

from dataclasses import dataclass

from leitai.meetings.domain.deck import Language


@dataclass(frozen=True, slots=True)
class Wording:
    """Templates take the names that stand in their braces."""

    language: str
    generated: str
    generated_footer: str
    joint: str
    comma: str
    beside: str
    listing: str
    as_of: str
    source: str
    no_source: str
    speaking_time: str
    own: str
    peer_median: str
    dimension: str
    score: str
    rank: str
    group_rank: str
    city_rank: str
    county_rank: str
    in_group: str
    interval: str
    place_of: str
    risen: str
    fallen: str
    unchanged: str
    six_title: str
    six_lead: str
    standing_title: str
    standing_missing: str
    standing_missing_how: str
    neighbours: str
    trend_title: str
    trend_lead: str
    rank_chart: str
    score_chart: str
    series_title: str
    highlights_title: str
    highlights_lead: str
    highlights_more: str
    from_sources: str
    and_more: str
    highlights_missing: str
    highlights_missing_how: str
    projects_title: str
    projects_rate: str
    projects_lead: str
    projects_chart: str
    planned: str
    done: str
    project: str
    progress: str
    progress_chart: str
    progress_share: str
    gaps_title: str
    gaps_lead: str
    gaps_missing: str
    gaps_missing_how: str
    gaps_chart: str
    indicator: str
    best: str
    distance: str
    remedy: str
    pledges_title: str
    pledges_missing: str
    pledges_missing_how: str
    blank: str
    target: str
    due: str
    missing_title: str
    missing_lead: str
    sources_title: str
    sources_lead: str
    sources_more: str
    disputed: str
    own_method: str
    generated_means: str
    streets: str
    towns: str
    figures: str
    figures_about: str


CHINESE = Wording(
    language="zh-CN",
    generated="演示数据",
    generated_footer="演示数据：本页含生成的数字（标※）",
    joint="：",
    comma="，",
    beside="{text}（{more}）",
    listing="、",
    as_of="数据截至{date}",
    source="来源",
    no_source="未注明来源",
    speaking_time="建议用时：{seconds}秒",
    own="本单位",
    peer_median="同类中位",
    dimension="比什么",
    score="得分",
    rank="全市位次",
    group_rank="同类位次",
    city_rank="全市",
    county_rank="{county}内",
    in_group="{group}中",
    interval="{level}区间：{low}–{high}",
    place_of="第{rank}/{of}",
    risen="较上期上升{steps}位",
    fallen="较上期下降{steps}位",
    unchanged="与上期持平",
    six_title="六比一览：{ahead}项不低于同类中位",
    six_lead="位次最前：{best}（全市第{best_rank}）；最需追赶：{worst}（全市第{worst_rank}）",
    standing_title="位次：全市第{rank}/{of}",
    standing_missing="位次：本期尚无排名",
    standing_missing_how="{edition}还没有本单位的得分，先把数据报齐，等本期冻结。",
    neighbours="前后单位得分",
    trend_title="走势：{editions}期，全市位次由第{first}到第{last}",
    trend_lead="各期得分按当期办法和当期数据计算；位次轴向上为进位",
    rank_chart="全市位次",
    score_chart="综合得分",
    series_title="主要指标走势",
    highlights_title="亮点：{first}",
    highlights_lead="共{works}项工作、{figures}个数字",
    highlights_more="（{page}/{pages}）",
    from_sources="来源：{sources}",
    and_more="等{count}处",
    highlights_missing="亮点：尚未报送",
    highlights_missing_how="台账中还没有可作亮点的数字，先报送并通过审核。",
    projects_title="项目：{projects}个重点项目",
    projects_rate="，完成{progress}",
    projects_lead="合计计划{planned}，已完成{done}",
    projects_chart="计划与完成（{unit}）",
    planned="计划",
    done="完成",
    project="项目",
    progress="完成率",
    progress_chart="完成率（%）",
    progress_share="完成率",
    gaps_title="不足：与同类最好差距最大的是{indicator}",
    gaps_lead="差距按计分标准折算成分：满分100分，0分即与同类最好持平",
    gaps_missing="不足：缺少可比数据",
    gaps_missing_how="同类单位的可比指标还不齐，暂时测算不出差距；这不等于没有不足。",
    gaps_chart="与同类最好的差距（分）",
    indicator="指标",
    best="同类最好",
    distance="差距",
    remedy="怎么补",
    pledges_title="下一步：{pledges}项目标和承诺",
    pledges_missing="下一步：待填写",
    pledges_missing_how="在这里写下承诺：做什么、做到多少、什么时候做到",
    blank="……",
    target="目标",
    due="时限",
    missing_title="待补充：{parts}项",
    missing_lead="补上之后重新生成，本页自动消失",
    sources_title="数据来源与说明",
    sources_lead="每个数字都能在台账中查到：谁报的、何时报的、依据是什么",
    sources_more="另有{count}个数字的来源见本页备注",
    disputed="另有说法：{indicator}为{value}（{source}）",
    own_method="六比得分按本平台设计的办法计算，不是官方公布的计分办法。",
    generated_means="标※的是为演示生成的数字，不是真实统计。",
    streets="街道",
    towns="乡镇",
    figures="数字",
    figures_about="涉及",
)

ENGLISH = Wording(
    language="en-GB",
    generated="Demo data",
    generated_footer="Demo data: this slide shows generated figures (※)",
    joint=": ",
    comma=", ",
    beside="{text} ({more})",
    listing=", ",
    as_of="Data as of {date}",
    source="Source",
    no_source="no source stated",
    speaking_time="Suggested time: {seconds} s",
    own="This unit",
    peer_median="Peers",
    dimension="Dimension",
    score="Score",
    rank="City rank",
    group_rank="Peer rank",
    city_rank="City",
    county_rank="In {county}",
    in_group="Among {group}",
    interval="{level} interval {low}–{high}",
    place_of="{rank} of {of}",
    risen="Up {steps} on the last edition",
    fallen="Down {steps} on the last edition",
    unchanged="Same as the last edition",
    six_title="Six comparisons: {ahead} at or above the peer median",
    six_lead="Best rank: {best} ({best_rank}); most to catch up: {worst} ({worst_rank})",
    standing_title="Standing: {rank} of {of} in the city",
    standing_missing="Standing: not ranked yet",
    standing_missing_how="{edition} has no score for this unit yet: it needs figures, and the edition to be frozen.",
    neighbours="Scores of the units around us",
    trend_title="Trend: {editions} editions, city rank {first} to {last}",
    trend_lead="Each edition by its own scheme and data; up on the rank axis is better",
    rank_chart="City rank",
    score_chart="Score",
    series_title="Key indicators over time",
    highlights_title="Highlights: {first}",
    highlights_lead="{works} works, {figures} figures",
    highlights_more=" ({page}/{pages})",
    from_sources="From: {sources}",
    and_more=" and others ({count})",
    highlights_missing="Highlights: none reported yet",
    highlights_missing_how="The ledger has no figures to show yet: report some, and have them accepted.",
    projects_title="Projects: {projects} key projects",
    projects_rate=", {progress} done",
    projects_lead="Planned {planned}, done {done}",
    projects_chart="Planned and done ({unit})",
    planned="Planned",
    done="Done",
    project="Project",
    progress="Done, %",
    progress_chart="Completion (%)",
    progress_share="Completion",
    gaps_title="Gaps: furthest behind in {indicator}",
    gaps_lead="In points of the scheme's scale: 0 is level with the best peer, 100 the whole scale",
    gaps_missing="Gaps: no comparable figures",
    gaps_missing_how="Peers' comparable figures are not complete, so no distance is known; this does not mean no gaps.",
    gaps_chart="Behind the best peer (points)",
    indicator="Indicator",
    best="Best peer",
    distance="Distance",
    remedy="Remedy",
    pledges_title="Next: {pledges} targets and pledges",
    pledges_missing="Next: to be filled in",
    pledges_missing_how="Write the pledges here: what, how much, by when",
    blank="…",
    target="Target",
    due="Due",
    missing_title="To be completed: {parts}",
    missing_lead="Fill these in and make the deck again: this slide goes away by itself",
    sources_title="Sources and notes",
    sources_lead="Every figure can be looked up in the ledger: who, when, on what evidence",
    sources_more="The sources of {count} more figures are in the notes of this slide",
    disputed="Another source says otherwise: {indicator} {value} ({source})",
    own_method="The six scores follow this platform's own design, not an official method.",
    generated_means="Figures with ※ were generated for the demonstration; they are no statistics.",
    streets="subdistricts",
    towns="towns and townships",
    figures="Figures",
    figures_about="About",
)


def wording_of(language: Language) -> Wording:
    """The words of a language."""
    return ENGLISH if language is Language.ENGLISH else CHINESE
