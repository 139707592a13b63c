using Scalar.AspNetCore;

namespace Timeline.Console.Gateway;

/// <summary>
/// GET /docs: the description of the calls as people read it. The page comes out of a package, scripts and all, from this origin; what it would ask
/// of elsewhere (fonts, a chat, figures of use) is off, and the policy makes the browser hold it to that.
/// </summary>
public static class DocsPage
{
    // what the page would lead to at its maker's has no place in a house that calls nobody
    private const string Style = """
        :root { --scalar-custom-header-height: 44px; }
        .light-mode { --scalar-color-accent: #1d5c83; } .dark-mode { --scalar-color-accent: #7db8dc; }
        .to-console { position: sticky; top: 0; z-index: 20; height: 44px; box-sizing: border-box; display: flex; align-items: center; gap: 0.5rem; padding: 0 1.25rem;
          background: var(--scalar-background-1, Canvas); color: var(--scalar-color-1, CanvasText); border-bottom: 1px solid var(--scalar-border-color, currentColor); font: 15px system-ui, sans-serif; }
        .to-console a { display: inline-flex; align-items: center; gap: 0.5rem; font-weight: 650; color: inherit; text-decoration: none; }
        .to-console a:hover { text-decoration: underline; }
        a[href*="scalar.com"], .generate-sdk-button, .selected-client-action { display: none !important; }
        """;

    private const string Header = """<header class="to-console"><a href="/operations"><img src="/mark.svg" alt="" width="20" height="20">Timeline</a><span>the calls</span></header>""";

    public static void MapDocs(this IEndpointRouteBuilder app) => app.MapScalarApiReference("/docs", (page, context) =>
    {
        page.WithTitle("The calls · Timeline").WithFavicon("/mark.svg").WithOpenApiRoutePattern(DescribeTheWhole.Path).WithOperationTitleSource(OperationTitleSource.Path)
            .PreserveSchemaPropertyOrder().DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp().HideClientButton().WithDocumentDownloadType(DocumentDownloadType.Json)
            .AddHeaderContent(Header).WithCustomCss(Style).WithNonce();
        page.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        context.Response.OnStarting(() =>
        {
            // styles are set inline by the page; scripts are its own two and the one line that says the nonce
            context.Response.Headers.ContentSecurityPolicy =
                $"default-src 'self'; script-src 'self' 'nonce-{context.Items[ScalarOptions.NonceHttpContextItemKey]}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
                + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
            return Task.CompletedTask;
        });
    });
}
