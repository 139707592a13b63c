using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Timeline.Tests.Browser;

/// <summary>A person who uses the keyboard alone: goes from thing to thing with Tab, and types. What Tab does not reach is not there for them.</summary>
public sealed class Hands(IPage page)
{
    /// <summary>No page has so many things that take the focus: whoever has pressed Tab so often goes in a circle.</summary>
    private const int MostTabs = 250;

    /// <summary>Presses Tab until something has the focus.</summary>
    public async Task GoToAsync(ILocator wanted)
    {
        await Expect(wanted).ToBeVisibleAsync();
        for (var i = 0; i < MostTabs; i++)
        {
            if (await wanted.EvaluateAsync<bool>("e => e === document.activeElement"))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        throw new InvalidOperationException($"Tab does not reach {wanted}");
    }

    /// <summary>Goes to a link or button and presses Enter.</summary>
    public async Task PressAsync(ILocator wanted)
    {
        await GoToAsync(wanted);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Goes to a field and types over what stands in it.</summary>
    public async Task WriteAsync(string label, string words)
    {
        var field = page.GetByRole(AriaRole.Textbox, new() { Name = label, Exact = true });
        await GoToAsync(field);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(words);
        await Expect(field).ToHaveValueAsync(words);
    }

    /// <summary>Goes to a choice and types the beginning of the word that is wanted.</summary>
    public async Task ChooseAsync(string label, string word)
    {
        var choice = page.GetByRole(AriaRole.Combobox, new() { Name = label, Exact = true });
        await GoToAsync(choice);
        await page.Keyboard.TypeAsync(word);
        await Expect(choice.Locator("option:checked")).ToHaveTextAsync(word);
    }
}
