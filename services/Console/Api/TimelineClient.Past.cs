using System.Net.Http.Json;
using Timeline.Contracts;

namespace Timeline.Console.Api;

public sealed partial class TimelineClient
{
    /// <summary>The rules in force.</summary>
    public Task<IReadOnlyList<Rule>> RulesInForce(CancellationToken stop) => Get<IReadOnlyList<Rule>>("correlation", "api/rules", stop);

    /// <summary>Begins a backtest and does not wait for it.</summary>
    public Task<BacktestView> BeginBacktest(BacktestQuestion question, CancellationToken stop)
    {
        var asked = new HttpRequestMessage(HttpMethod.Post, new Uri(backends.Of("correlation"), "api/rules/backtest")) { Content = JsonContent.Create(question, options: TimelineJson.Options) };
        asked.Headers.Add("Prefer", "respond-async");
        return Ask<BacktestView>("correlation", asked, stop);
    }

    public Task<BacktestView> Backtest(string id, CancellationToken stop) => Get<BacktestView>("correlation", $"api/rules/backtest/{Uri.EscapeDataString(id)}", stop);

    public Task<BacktestView> CancelBacktest(string id, CancellationToken stop) =>
        Ask<BacktestView>("correlation", new HttpRequestMessage(HttpMethod.Delete, new Uri(backends.Of("correlation"), $"api/rules/backtest/{Uri.EscapeDataString(id)}")), stop);

    /// <summary>How the words of a date are read.</summary>
    /// <exception cref="RefusalException">They cannot be; says why under the field "text".</exception>
    public Task<WhenReading> ReadDate(string words, CancellationToken stop) => Get<WhenReading>("projection", $"api/dates?text={Uri.EscapeDataString(words)}", stop);

    /// <summary>Begins to work out a supposition and does not wait for it.</summary>
    /// <exception cref="RefusalException">Something in it cannot be read; says what by field.</exception>
    public Task<WhatIfRunView> BeginWhatIf(WhatIfQuestion question, CancellationToken stop)
    {
        var asked = new HttpRequestMessage(HttpMethod.Post, new Uri(backends.Of("projection"), "api/what-if")) { Content = JsonContent.Create(question, options: TimelineJson.Options) };
        asked.Headers.Add("Prefer", "respond-async");
        return Ask<WhatIfRunView>("projection", asked, stop);
    }

    public Task<WhatIfRunView> WhatIf(string id, CancellationToken stop) => Get<WhatIfRunView>("projection", $"api/what-if/{Uri.EscapeDataString(id)}", stop);

    public Task<WhatIfRunView> CancelWhatIf(string id, CancellationToken stop) =>
        Ask<WhatIfRunView>("projection", new HttpRequestMessage(HttpMethod.Delete, new Uri(backends.Of("projection"), $"api/what-if/{Uri.EscapeDataString(id)}")), stop);
}
