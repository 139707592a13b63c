using Timeline.Hosting;
using Xunit;

namespace Timeline.Tests.Fast.Hosting;

public sealed class SurroundingsTests : IDisposable
{
    // a name of its own, since all tests share one environment
    private readonly string name = $"TIMELINE_TEST_{Guid.NewGuid():N}";
    private readonly string file = Path.GetTempFileName();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(name, null);
        Environment.SetEnvironmentVariable(name + "_FILE", null);
        File.Delete(file);
    }

    [Fact]
    public void What_nobody_said_is_not_known() => Assert.Null(Surroundings.Value(name));

    [Fact]
    public void An_empty_variable_says_nothing()
    {
        Environment.SetEnvironmentVariable(name, "");

        Assert.Null(Surroundings.Value(name));
    }

    [Fact]
    public void A_file_may_hold_what_a_variable_would_show_to_others()
    {
        Tell("secret\n");

        Assert.Equal("secret", Surroundings.Required(name));
    }

    [Fact]
    public void The_variable_itself_goes_before_the_file()
    {
        Tell("in the file");
        Environment.SetEnvironmentVariable(name, "said");

        Assert.Equal("said", Surroundings.Value(name));
    }

    [Fact]
    public void A_file_that_is_empty_or_gone_is_named_with_its_variable()
    {
        Tell(" \n");
        var empty = Assert.Throws<BadSurroundingsException>(() => Surroundings.Value(name));
        File.Delete(file);
        var gone = Assert.Throws<BadSurroundingsException>(() => Surroundings.Value(name));

        Assert.All([empty, gone], e => Assert.StartsWith($"{name}_FILE is '{file}'", e.Message));
    }

    [Fact]
    public void What_is_missing_is_named_with_both_ways_to_say_it()
    {
        var missing = Assert.Throws<BadSurroundingsException>(() => Surroundings.Required(name));

        Assert.Equal($"the environment variable {name} is not set, nor {name}_FILE", missing.Message);
    }

    private void Tell(string content)
    {
        File.WriteAllText(file, content);
        Environment.SetEnvironmentVariable(name + "_FILE", file);
    }
}
