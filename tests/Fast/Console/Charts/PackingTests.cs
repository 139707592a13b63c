using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Timeline.Console.Charts;
using Xunit;

namespace Timeline.Tests.Fast.Console.Charts;

public sealed class PackingTests
{
    private static readonly Gen<Piece[]> AnyPieces =
        Gen.Choose(-400, 1200).Zip(Gen.Choose(4, 300)).Zip(Gen.Choose(1, 80)).Zip(Gen.Choose(0, 3))
            .Select(p => new Piece("", p.Item1.Item1.Item1, p.Item1.Item1.Item1 + p.Item1.Item1.Item2, string.Join(' ', Enumerable.Repeat("fighters", 10))[..p.Item1.Item2], p.Item2 == 0))
            .ArrayOf().Select(all => all.Select((p, i) => p with { Id = $"{i}" }).ToArray());

    private static readonly Gen<Room> AnyRoom = Gen.Choose(300, 900).Zip(Gen.Choose(1, 9)).Select(r => new Room(r.Item1, 6.5, r.Item2));

    [Property(MaxTest = 1000)]
    public Property Marks_and_words_of_one_row_never_touch() => Prop.ForAll(AnyPieces.Zip(AnyRoom).ToArbitrary(), asked =>
    {
        var packing = Packing.Of(asked.Item1, asked.Item2);

        foreach (var row in packing.Pieces.GroupBy(p => p.Row))
        {
            var along = row.OrderBy(p => p.From).ToList();
            Assert.All(along.Zip(along.Skip(1)), pair => Assert.True(pair.First.To <= pair.Second.From, $"{pair.First} touches {pair.Second}"));
        }
    });

    [Property(MaxTest = 1000)]
    public Property Every_piece_in_sight_is_placed_or_counted_once() => Prop.ForAll(AnyPieces.Zip(AnyRoom).ToArbitrary(), asked =>
    {
        var (pieces, room) = asked;
        var packing = Packing.Of(pieces, room);

        var told = packing.Pieces.Select(p => p.Piece).Concat(packing.Clusters.SelectMany(c => c.Pieces)).ToList();

        Assert.Equal(told.Count, told.Distinct().Count());
        Assert.Empty(pieces.Where(p => p.Right >= 0 && p.Left <= room.Width).Except(told));
        Assert.Empty(told.Except(pieces));
        Assert.All(packing.Pieces, p => Assert.InRange(p.Row, 0, packing.Rows - 1));
        Assert.InRange(packing.Rows, 0, room.MostRows);
    });

    [Property(MaxTest = 500)]
    public Property Words_are_found_in_the_title_and_stand_in_the_view() => Prop.ForAll(AnyPieces.Zip(AnyRoom).ToArbitrary(), asked =>
    {
        var (pieces, room) = asked;

        Assert.All(Packing.Of(pieces, room).Pieces.Where(p => p.Label is not null), p =>
        {
            Assert.StartsWith(p.Label!.Text.TrimEnd('…'), p.Piece.Title, StringComparison.Ordinal);
            Assert.True(p.Label.From >= 0, $"{p} begins out of view");
        });
    });

    [Fact]
    public void What_has_room_for_all_its_words_has_all_its_words()
    {
        var packing = Packing.Of([new("a", 10, 40, "Four geologists are taken"), new("b", 12, 40, "They go free")], new(600, 7, 6));

        Assert.Equal(["Four geologists are taken", "They go free"], packing.Pieces.Select(p => p.Label!.Text));
        Assert.Equal(2, packing.Rows);
    }

    [Fact]
    public void Where_the_view_ends_words_stand_before_the_mark()
    {
        var label = Assert.Single(Packing.Of([new("a", 550, 590, "A raid far to the right")], new(600, 7, 6)).Pieces).Label!;

        Assert.Equal(LabelSide.Before, label.Side);
        Assert.True(label.To < 550);
    }

    [Fact]
    public void What_fills_the_view_bears_its_words() =>
        Assert.Equal(LabelSide.Within, Assert.Single(Packing.Of([new("a", -900, 1500, "The whole decade")], new(600, 7, 6)).Pieces).Label!.Side);

    [Fact]
    public void Words_of_parts_give_way_before_those_of_wholes()
    {
        var pieces = new[] { new Piece("whole", 0, 60, "The incursion of that summer") }.Concat(Enumerable.Range(0, 4).Select(i => new Piece($"part {i}", 10 + (i * 70), 60 + (i * 70), "A front among several others", true))).ToList();

        var packing = Packing.Of(pieces, new(400, 7, 2));

        Assert.NotNull(packing.Pieces.Single(p => p.Piece.Id == "whole").Label);
        Assert.Empty(packing.Clusters);
    }

    [Fact]
    public void Thousands_on_a_few_rows_are_counted_where_they_would_stand()
    {
        var crowd = Enumerable.Range(0, 4000).Select(i => new Piece($"{i}", i % 600, (i % 600) + 10, "One of very many")).ToList();

        var packing = Packing.Of(crowd, new(600, 7, 6));

        Assert.Equal(6, packing.Rows);
        Assert.InRange(packing.Clusters.Count, 5, 12);
        Assert.Equal(4000, packing.Pieces.Count + packing.Clusters.Sum(c => c.Pieces.Count));
    }
}
