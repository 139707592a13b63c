using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using Timeline.Console.Api;
using Timeline.Console.Charts;
using Timeline.Console.Components.Pages.TimelinePages;
using Timeline.Vocabulary;
using Xunit;

namespace Timeline.Tests.Fast.Console.TimelinePages;

public sealed class TimelineViewTests
{
    private static readonly Gen<LocalDate> AnyDay = Gen.Choose(Day.Number(new(1000, 1, 1)), Day.Number(new(2999, 12, 31))).Select(Day.At);

    private static readonly Gen<string?> AnyWord = Gen.Elements<string?>(
        null, "batken-region", "as-if-reported.hostage-1999-08-09", "IMU & others = many", "50% + more?", "Исламское движение", "“quoted”", "a,b", "#1", "two  words", "withdrawal-follows-ransom~1~fergana~a~b");

    private static readonly Gen<KindSet> AnyKinds = Gen.Choose(0, (1 << Enum.GetValues<Kind>().Length) - 1).Select(bits => new KindSet(bits));

    private static readonly Gen<TimelineFilter> AnyFilter =
        from kinds in AnyKinds
        from theatre in AnyWord
        from place in AnyWord
        from actor in AnyWord
        from text in AnyWord
        from grade in Gen.Elements<string?>(null, "A1", "B2", "F6")
        from month in Gen.Choose(0, 12)
        select new TimelineFilter(kinds, theatre, place, actor, text, grade, month == 0 ? null : month);

    private static readonly Gen<TimelineView> AnyView =
        from filter in AnyFilter
        from first in AnyDay
        from days in Gen.Choose(0, 5000)
        from known in AnyDay
        from selected in AnyWord
        from correlation in AnyWord
        from folded in AnyKinds
        from full in AnyKinds
        from wide in Gen.Elements(true, false)
        select new TimelineView
        {
            Span = days == 0 ? null : Span.Of(Day.Number(first), days), Filter = filter, KnownAt = days % 3 == 0 ? null : known, Selected = selected, Correlation = correlation, Folded = folded, Full = full, WideMap = wide,
        };

    [Property(MaxTest = 1000)]
    public Property Whatever_is_shown_its_address_shows_it_again() => Prop.ForAll(AnyView.ToArbitrary(), view =>
    {
        var (again, wrong) = TimelineView.Read("http://127.0.0.1:8080" + view.Address());

        Assert.Empty(wrong);
        Assert.Equal(view, again);
        Assert.Equal(view.Address(), again.Address());
    });

    [Fact]
    public void What_is_as_usual_stands_in_no_address() => Assert.Equal("/timeline", new TimelineView().Address());

    [Fact]
    public void Boxes_ticked_in_a_form_come_one_by_one() =>
        Assert.Equal(KindSet.Of(Kind.Ransom, Kind.Release), TimelineView.Read("/timeline?kind=ransom&kind=release").View.Filter.Kinds);

    [Theory]
    [InlineData("from=1999-08-01", "from and to come together.")]
    [InlineData("from=1999-08-01&to=1999-07-01", "from 1999-08-01 to 1999-07-01 is no stretch")]
    [InlineData("from=august&to=1999-07-01", "from is 'august'; it takes a day")]
    [InlineData("knownAt=yesterday", "knownAt is 'yesterday'; it takes a day")]
    [InlineData("kind=raid", "kind is 'raid'; it takes some of: incursion,")]
    [InlineData("minGrade=Z9", "minGrade is 'Z9'; it takes a grade")]
    [InlineData("month=13", "month is '13'; it takes 1 to 12.")]
    public void What_cannot_be_read_is_left_out_and_named(string query, string says)
    {
        var (view, wrong) = TimelineView.Read("/timeline?" + query);

        Assert.Contains(wrong, sentence => sentence.StartsWith(says, StringComparison.Ordinal));
        Assert.Equal(new TimelineView(), view);
    }
}
