"""CK3xx: what stands out in the portfolio as a whole."""

from __future__ import annotations

from changekit.rules._rule import rule

NO_GOAL = rule(
    "CK301", "no-goal", "warning",
    sv="tjänar inget mål", en="serves no goal",
    hint_sv="skriv under goals vilket mål det leder till, eller fråga varför det görs",
    hint_en="name under goals what it leads to, or ask why it is done",
)  # fmt: skip
UNALIGNED_SHARE = rule(
    "CK302", "unaligned-share", "info",
    sv="{without} av {total} öppna förändringsinitiativ ({percent} %) tjänar inget mål",
    en="{without} of {total} open initiatives ({percent}%) serve no goal",
)  # fmt: skip
GOAL_CHAIN_BROKEN = rule(
    "CK303", "goal-chain-broken", "warning",
    sv="den röda tråden är bruten: {why}", en="the goal chain is broken: {why}",
    hint_sv="bryt ned målet till en enhet, eller knyt ett förändringsinitiativ till det",
    hint_en="break the goal down to a unit, or tie an initiative to it",
)  # fmt: skip
GOAL_CHAIN_SHARE = rule(
    "CK304", "goal-chain-share", "info",
    sv="{unbroken} av {total} politiska mål ({percent} %) har en hel röd tråd ut i verksamheten",
    en="{unbroken} of {total} political goals ({percent}%) have an unbroken chain to the units",
)  # fmt: skip
GOAL_WITHOUT_DECISION = rule(
    "CK305", "goal-without-decision", "warning",
    sv="målet leder inte upp till något politiskt beslut",
    en="the goal leads up to no political decision",
    hint_sv="ange beslutet under decision, eller målet ovanför under parent",
    hint_en="name the decision under decision, or the goal above under parent",
)  # fmt: skip
GOAL_OUTSIDE_FOCUS_AREAS = rule(
    "CK306", "goal-outside-focus-areas", "warning",
    sv="målet står inte i någon helhet", en="the goal stands in no focus area",
    hint_sv="varje mål hör till exakt en: {areas}", hint_en="each goal is in exactly one: {areas}",
)  # fmt: skip
GOAL_IN_SEVERAL_FOCUS_AREAS = rule(
    "CK307", "goal-in-several-focus-areas", "warning",
    sv="målet står i flera helheter: {areas}",
    en="the goal stands in several focus areas: {areas}",
    hint_sv="låt det stå i exakt en", hint_en="let it stand in exactly one",
)  # fmt: skip
NO_FOCUS_AREAS = rule(
    "CK308", "no-focus-areas", "info",
    sv="inget mål av {total} står i någon helhet, för helheter saknas",
    en="no goal of {total} stands in a focus area, as there are no focus areas",
    hint_sv="gruppera målen under groupings", hint_en="group the goals under groupings",
)  # fmt: skip
NO_MANDATE = rule(
    "CK309", "no-mandate", "warning",
    sv="uppdrag saknas fast det är {status}", en="there is no mandate although it is {status}",
    hint_sv="skriv under mandate: {fields}", hint_en="write under mandate: {fields}",
)  # fmt: skip
UNCLEAR_MANDATE = rule(
    "CK310", "unclear-mandate", "warning",
    sv="uppdraget är oklart: {filled} av {total} uppgifter finns ({share}), det saknas {missing}",
    en="the mandate is unclear: {filled} of {total} fields are filled ({share}), "
    "missing: {missing}",
    hint_sv="be den som gav uppdraget fylla i det som saknas",
    hint_en="ask whoever gave the mandate to fill in what is missing",
)  # fmt: skip
UNCONFIRMED_MANDATE = rule(
    "CK311", "unconfirmed-mandate", "warning",
    sv="uppdraget är obekräftat: {who} formulerade det och ingen har bekräftat det",
    en="the mandate is unconfirmed: {who} worded it and nobody has confirmed it",
    hint_sv="skriv dagen under confirmed när uppdragsgivaren har bekräftat det",
    hint_en="write the day under confirmed once those who ordered it have confirmed it",
)  # fmt: skip
SAME_AIM = rule(
    "CK312", "same-aim", "warning",
    sv="har samma syfte som {others}: {why}",
    en="has the same aim as {others}: {why}",
    hint_sv="gör dem tillsammans, eller skriv vad som skiljer dem åt",
    hint_en="do them together, or write what sets them apart",
)  # fmt: skip
UNIT_OVERLOAD = rule(
    "CK313", "unit-overload", "warning",
    sv="bär mer än den orkar {period}: som mest {load} mot {capacity} ({week}), genom {causes}",
    en="carries more than it can in {period}: at most {load} against {capacity} ({week}), "
    "caused by {causes}",
    hint_sv="flytta eller pausa ett av dem", hint_en="move or pause one of them",
)  # fmt: skip
ROLE_IN_EVERYTHING = rule(
    "CK314", "role-in-everything", "warning",
    sv="rollen sitter i allt: {count} av {total} öppna förändringsinitiativ ({percent} %){areas}",
    en="the role sits in everything: {count} of {total} open initiatives ({percent}%){areas}",
    hint_sv="lämna över några till en annan roll", hint_en="hand some over to another role",
)  # fmt: skip
SINGLE_POINT_OF_FAILURE = rule(
    "CK315", "single-point-of-failure", "warning",
    sv="allt hänger på en enda roll: utan den står {what} utan någon",
    en="everything hangs on one role: without it nobody is left in {what}",
    hint_sv="utse en roll till i vart och ett av dem",
    hint_en="name one more role in each of them",
)  # fmt: skip
DORMANT = rule(
    "CK316", "dormant", "warning",
    sv="har legat stilla i {days}, sedan {last}",
    en="has lain still for {days}, since {last}",
    hint_sv="skriv i history vad som hänt, eller pausa eller stoppa det",
    hint_en="write in history what has happened, or pause or stop it",
)  # fmt: skip
OVERDUE_FOLLOW_UP = rule(
    "CK317", "overdue-follow-up", "warning",
    sv="uppföljningen skulle ha gjorts {due}, för {days} sedan",
    en="the follow-up was due on {due}, {days} ago",
    hint_sv="följ upp och skriv dagen under follow_up: last",
    hint_en="follow up and write the day under follow_up: last",
)  # fmt: skip
RUNNING_WITHOUT_START = rule(
    "CK318", "running-without-start", "warning",
    sv="pågår men har ingen startdag", en="is running but has no day of start",
    hint_sv="skriv dagen under started", hint_en="write the day under started",
)  # fmt: skip
DONE_WITHOUT_RESULT = rule(
    "CK319", "done-without-result", "warning",
    sv="är klart men ingen kan se om det hjälpte: {why}",
    en="is done but nobody can see whether it helped: {why}",
    hint_sv="mät före och efter", hint_en="measure before and after",
)  # fmt: skip
DEADLINE_PASSED = rule(
    "CK320", "deadline-passed", "warning",
    sv="skulle ha varit klart {deadline} men är {status}",
    en="was to be done by {deadline} but is {status}",
    hint_sv="ändra datumet med den som gav uppdraget, eller stoppa det",
    hint_en="agree on another date with whoever gave the mandate, or stop it",
)  # fmt: skip
NEEDS_STOPPED = rule(
    "CK321", "needs-stopped", "warning",
    sv="väntar på {other}, som är stoppat", en="waits for {other}, which is stopped",
    hint_sv="ta bort länken, eller stoppa även detta",
    hint_en="remove the link, or stop this one too",
)  # fmt: skip
ALTERNATIVES_BOTH_RUN = rule(
    "CK322", "alternatives-both-run", "warning",
    sv="är ett alternativ till {other} men båda är igång eller beslutade",
    en="is an alternative to {other} but both are running or decided",
    hint_sv="välj ett av dem", hint_en="choose one of them",
)  # fmt: skip
CONFLICTING_BOTH_RUN = rule(
    "CK323", "conflicting-both-run", "warning",
    sv="krockar med {other} men båda pågår", en="conflicts with {other} but both are running",
    hint_sv="pausa ett av dem", hint_en="pause one of them",
)  # fmt: skip
CONTRADICTORY_LINKS = rule(
    "CK324", "contradictory-links", "error",
    sv="länkarna säger emot varandra: {what}", en="the links contradict each other: {what}",
    hint_sv="behåll den ena", hint_en="keep one of them",
)  # fmt: skip
CYCLIC_LINKS = rule(
    "CK325", "cyclic-links", "error",
    sv="de väntar på varandra: {circle}", en="these wait for each other: {circle}",
    hint_sv="ta bort en av länkarna", hint_en="remove one of the links",
)  # fmt: skip
NO_OWNER = rule(
    "CK326", "no-owner", "warning",
    sv="ingen enhet svarar för det", en="no unit answers for it",
    hint_sv="skriv enhet och roll under owner", hint_en="write unit and role under owner",
)  # fmt: skip
MISSING_TRANSLATION = rule(
    "CK327", "missing-translation", "info",
    sv="{texts} utan översättning: {missing}", en="{texts} without translation: {missing}",
    hint_sv="ett språk räcker, men två läses av fler",
    hint_en="one language is enough, but two are read by more",
)  # fmt: skip
ROLE_OVERLOAD = rule(
    "CK328", "role-overload", "warning",
    sv="har fler timmar än den har tid för {period}: som mest {load} mot {capacity} ({week}), "
    "genom {causes}",
    en="has more hours than it has time for in {period}: at most {load} against {capacity} "
    "({week}), caused by {causes}",
    hint_sv="flytta eller pausa ett av dem", hint_en="move or pause one of them",
)  # fmt: skip
DATE_IN_THE_FUTURE = rule(
    "CK329", "date-in-the-future", "warning",
    sv="{which} är {day}, efter {as_of} som räknas som idag, men det är {status}",
    en="{which} is {day}, after {as_of} which counts as today, but it is {status}",
    hint_sv="rätta dagen, eller skriv en tänkt dag under start eller deadline",
    hint_en="mend the day, or write a day that is meant under start or deadline",
)  # fmt: skip
MISSING_MATERIAL = rule(
    "CK330", "missing-material", "info",
    sv="materialet finns inte på båda språken: {counts}",
    en="its materials are not there in both languages: {counts}",
    hint_sv="ett språk räcker, men två når fler", hint_en="one language is enough, two reach more",
)  # fmt: skip
LINK_TWICE = rule(
    "CK350", "link-twice", "warning",
    sv="länken {kind} till {other} står {count} gånger; den med flest veckor emellan gäller",
    en="the link {kind} to {other} is there {count} times; the one with most weeks between holds",
    hint_sv="behåll en av dem", hint_en="keep one of them",
)  # fmt: skip
