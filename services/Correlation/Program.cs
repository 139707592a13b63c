using Marten;
using NodaTime;
using Npgsql;
using Timeline.Correlation.Alerts;
using Timeline.Correlation.Backtests;
using Timeline.Correlation.RuleBook;
using Timeline.Correlation.Watching;
using Timeline.Hosting;
using Timeline.Vocabulary;

var migrating = args is ["migrate"];
var builder = WebApplication.CreateBuilder(args);
var settings = builder.AddTimeline("correlation");
builder.Services.AddStore(settings, migrating, store =>
{
    store.RegisterDocumentType<PublishedRule>();
    store.RegisterDocumentType<RetiredRule>();
    store.RegisterDocumentType<JudgedRules>();
    store.RegisterDocumentType<CorrelationRecord>();
    store.RegisterDocumentType<EvidenceRecord>();
    store.RegisterDocumentType<ClockRecord>();
    store.RegisterDocumentType<WatchRecord>();
    store.RegisterDocumentType<HandledOnce>();
    AlertTable.Register(store);
}).AddOutbox().AddReceiver<WatchTheatres>("ingestion");
builder.Services.AddBus(settings, new Subscribed(["ingestion"]));
builder.Services.AddSingleton(new SchemaSql(WorkingSet.Schema));
builder.Services.AddSingleton(new SchemaSql(AlertTable.FillIn));
builder.Services.AddHostedService<EndSnoozes>();
builder.Services.AddSingleton(Gazetteer.Standard);
builder.Services.AddSingleton(Theatres.Standard);
builder.Services.AddSingleton<BacktestRuns>();

var app = builder.Build();
if (migrating)
{
    return await PutInPlaceAsync(app.Services, settings);
}

app.UseTimeline();
ListRules.Map(app);
TryOnThePast.Map(app);
PublishRule.Map(app);
RetireRule.Map(app);
ListAlerts.Map(app);
ListThreads.Map(app);
HandleAlert.Map(app);
var between = app.MapInternal();
between.MapFeed();
between.MapMarks(publishes: true, due: JudgedRules.AreDueAsync);
Digest.Map(between);
await app.RunAsync();
return 0;

// The schema step, before every start. The rules are read first: one that is broken stops here, with its file, line and reason, before anything has changed.
static async Task<int> PutInPlaceAsync(IServiceProvider services, Settings settings)
{
    var store = services.GetRequiredService<IDocumentStore>();
    try
    {
        var rules = ReadRules.DocumentsOfFolder(Path.Combine(AppContext.BaseDirectory, "Rules"), [.. Theatres.Standard.Select(t => t.Id)]);
        await Migrate.RunAsync(services, settings, ["ingestion"], CancellationToken.None);
        await PublishRules.RunAsync(store, services.GetRequiredService<NpgsqlDataSource>(), rules, services.GetRequiredService<IClock>(), CancellationToken.None);
    }
    catch (BrokenRuleException broken)
    {
        await Console.Error.WriteLineAsync(broken.Message);
        return 1;
    }

    await SetFirstWatch.RunAsync(store, CancellationToken.None);
    return 0;
}
