using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Timeline.Console.Components;

/// <summary>Moves the focus of the keyboard in a page that was just drawn.</summary>
public static class Focus
{
    /// <summary>In the place of an id: the first field of a form that is marked as wrong.</summary>
    public const string FirstWrong = "";

    /// <summary>To the heading of a page that somebody came to, unless they are in one of its fields already.</summary>
    public static Task ToHeadingAsync(IJSRuntime js, ResourceAssetCollection assets) => CallAsync(js, assets, "focusHeading");

    /// <param name="assets">The page's: they say which version of its script is meant.</param>
    /// <param name="id">The element, or <see cref="FirstWrong"/>. Where there is none, nothing moves.</param>
    public static Task MoveAsync(IJSRuntime js, ResourceAssetCollection assets, string id) =>
        id == FirstWrong ? CallAsync(js, assets, "focusFirstWrong") : CallAsync(js, assets, "focus", id);

    private static async Task CallAsync(IJSRuntime js, ResourceAssetCollection assets, string name, params object[] arguments)
    {
        await using var module = await js.InvokeAsync<IJSObjectReference>("import", "/" + assets["form.js"]);
        await module.InvokeVoidAsync(name, arguments);
    }
}
