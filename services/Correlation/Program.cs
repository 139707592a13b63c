using Marten;
using Timeline.Correlation.Alerts;
using Timeline.Correlation.Ledger;
using Timeline.Correlation.RuleBook;
using Timeline.Correlation.Watching;
using Timeline.Hosting;
using Timeline.Vocabulary;

var migrating = args is ["migrate"];
var builder = WebApplication.CreateBuilder(args);
var settings = builder.AddTimeline("correlation");
var rules = ReadRules.OfFolder(Path.Combine(AppContext.BaseDirectory, "Rules"), [.. Theatres.Standard.Select(t => t.Id)]);
builder.Services.AddStore(settings, migrating, store =>
{
    store.RegisterDocumentType<PublishedRule>();
    store.RegisterDocumentType<CorrelationRecord>();
    store.RegisterDocumentType<EvidenceRecord>();
    store.RegisterDocumentType<ClockRecord>();
    store.RegisterDocumentType<LedgerRecord>();
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
var ledger = Path.Combine(AppContext.BaseDirectory, "Ledger", "paper.yaml");
builder.Services.AddSingleton(ReadLedger.Read(ledger, File.ReadAllText(ledger), [.. rules.Select(r => r.Id)]));

var app = builder.Build();
if (migrating)
{
    await Migrate.RunAsync(app.Services, settings, ["ingestion"], CancellationToken.None);
    await PublishRules.RunAsync(app.Services.GetRequiredService<IDocumentStore>(), rules, CancellationToken.None);
    await SetFirstWatch.RunAsync(app.Services.GetRequiredService<IDocumentStore>(), CancellationToken.None);
    return;
}

app.UseTimeline();
ListRules.Map(app);
ShowLedger.Map(app);
ListAlerts.Map(app);
ListThreads.Map(app);
HandleAlert.Map(app);
var between = app.MapInternal();
between.MapFeed();
between.MapMarks(publishes: true);
Digest.Map(between);
await app.RunAsync();
