using Timeline.Correlation;
using Timeline.Correlation.Alerts;
using Timeline.Correlation.Backtests;
using Timeline.Correlation.Foreseeing;
using Timeline.Correlation.Ledger;
using Timeline.Correlation.RuleBook;
using Timeline.Correlation.Stretches;
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
    store.RegisterDocumentType<LedgerRecord>();
    store.RegisterDocumentType<WatchRecord>();
    store.RegisterDocumentType<HandledOnce>();
    AlertTable.Register(store);
}).AddOutbox().AddReceiver<WatchTheatres>(settings, new(["ingestion"]));
builder.Services.AddSingleton(new SchemaSql(WorkingSet.Schema));
builder.Services.AddSingleton(new SchemaSql(AlertTable.FillIn));
builder.Services.AddSingleton(new SchemaSql(StretchTable.Schema));
builder.Services.AddHostedService<EndSnoozes>().AddHostedService<KeepStretches>();
builder.Services.AddSingleton(Gazetteer.Standard);
builder.Services.AddSingleton(Theatres.Standard);
builder.Services.AddSingleton<BacktestRuns>().AddSingleton<Foresight>();
builder.Services.AddSingleton(ReadLedger.OfShipped(AppContext.BaseDirectory));

var app = builder.Build();
if (migrating)
{
    return await PutInPlace.RunAsync(app.Services, settings, CancellationToken.None);
}

app.UseTimeline();
ListRules.Map(app);
TryOnThePast.Map(app);
PublishRule.Map(app);
RetireRule.Map(app);
ShowLedger.Map(app);
ListAlerts.Map(app);
ListThreads.Map(app);
HandleAlert.Map(app);
var between = app.MapInternal();
between.MapFeed();
between.MapMarks(publishes: true, due: JudgedRules.AreDueAsync);
Digest.Map(between);
ForeseeConsequences.Map(between);
await app.RunAsync();
return 0;
