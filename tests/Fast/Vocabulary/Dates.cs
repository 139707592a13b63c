using FsCheck;
using FsCheck.Fluent;
using Timeline.Vocabulary;

namespace Timeline.Tests.Fast.Vocabulary;

/// <summary>Uncertain dates by the numbers of their days, near each other and narrow enough to count one by one.</summary>
internal static class Dates
{
    public static readonly Gen<UncertainDate> Any =
        from first in Gen.Choose(-15, 15)
        from width in Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(0, 12)))
        select From(first, first + width);

    public static UncertainDate From(int earliest, int latest) => new(Day.At(earliest), Day.At(latest));

    public static UncertainDate Moved(this UncertainDate date, int days) => new(date.Earliest.PlusDays(days), date.Latest.PlusDays(days));

    public static IEnumerable<int> EachDay(this UncertainDate date) => Enumerable.Range(Day.Number(date.Earliest), date.Days());
}
