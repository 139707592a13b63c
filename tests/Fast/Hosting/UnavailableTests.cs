using Npgsql;
using Timeline.Hosting;
using Xunit;

namespace Timeline.Tests.Fast.Hosting;

public sealed class UnavailableTests
{
    [Theory]
    [InlineData("53100", "disk is full")]
    [InlineData("53300", "no room")]
    [InlineData("57P01", "does not answer")]
    [InlineData("57014", "took too long")]
    [InlineData("08006", "does not answer")]
    [InlineData("40P01", "busy")]
    [InlineData("25006", "no writes")]
    public void What_the_database_lacks_is_said_in_words(string state, string says) => Assert.Contains(says, Unavailable.Why(Error(state)), StringComparison.Ordinal);

    [Theory]
    [InlineData("23505")]
    [InlineData("42601")]
    [InlineData("22P05")]
    public void A_statement_that_is_wrong_is_no_lack_of_the_database(string state) => Assert.Null(Unavailable.Why(Error(state)));

    [Fact]
    public void The_cause_is_found_however_deep_it_lies()
    {
        Assert.NotNull(Unavailable.Why(new InvalidOperationException("a", new AggregateException(new FormatException(), new NpgsqlException("no connection")))));
        Assert.Null(Unavailable.Why(new InvalidOperationException("a", new FormatException())));
        Assert.Null(Unavailable.Why(null));
    }

    private static PostgresException Error(string state) => new("message", "ERROR", "ERROR", state);
}
