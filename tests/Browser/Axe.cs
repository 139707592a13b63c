using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Timeline.Tests.Browser;

/// <summary>
/// Asks axe-core in the page itself what is wrong there. Its driver for this browser carries every node that is right out of the page as well, which takes
/// three times as long as the rules; it does so for the sake of frames, and there are none.
/// </summary>
internal static class Axe
{
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Each breach of a rule, with its element; empty where all is well.</summary>
    /// <param name="rules">The rules to look at; all of them where none is named.</param>
    public static async Task<string[]> BreachesAsync(this IPage page, params string[] rules)
    {
        if (!await page.EvaluateAsync<bool>("() => !!window.axe"))
        {
            await page.EvaluateAsync(Script);
        }

        return await page.EvaluateAsync<string[]>(
            """
            async rules => {
                const found = await axe.run(rules.length ? { runOnly: { type: 'rule', values: rules }, resultTypes: ['violations'] } : { resultTypes: ['violations'] });
                return found.violations.flatMap(v => v.nodes.map(n => `${v.id}, ${v.help}: ${n.target} ${n.html}`));
            }
            """,
            rules);
    }
}
