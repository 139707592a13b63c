using Timeline.Console.Components;
using Xunit;

namespace Timeline.Tests.Fast.Console;

/// <summary>Of what is begun with every letter only the last is done.</summary>
public sealed class AfterTypingTests
{
    [Fact]
    public async Task However_quickly_letters_follow_on_one_another_only_what_the_last_began_is_done()
    {
        using var typing = new AfterTyping();
        var done = new List<int>();
        var letters = new List<Task>();
        for (var n = 0; n < 40; n++)
        {
            var letter = n;
            letters.Add(typing.DoAsync(_ =>
            {
                lock (done)
                {
                    done.Add(letter);
                }

                return Task.CompletedTask;
            }));
        }

        await Task.WhenAll(letters);

        Assert.Equal([39], done);
    }
}
