using Marten;
using Timeline.Hosting;
using Timeline.Ingestion.Approvals;
using Timeline.Ingestion.Coverage;
using Timeline.Ingestion.Duplicates;
using Timeline.Ingestion.Imports;
using Timeline.Ingestion.Incidents;
using Timeline.Ingestion.Places;
using Timeline.Ingestion.Reports;
using Timeline.Ingestion.Sources;
using Timeline.Ingestion.TheatreSettings;
using Timeline.Vocabulary;

var migrating = args is ["migrate"];
var builder = WebApplication.CreateBuilder(args);
var settings = builder.AddTimeline("ingestion");
builder.Services.AddStore(settings, migrating, store =>
{
    store.Schema.For<IncidentRecord>().IgnoreIndex(FindDuplicates.Index).IgnoreIndex(FindDuplicates.MergedIndex).IgnoreIndex(DoubtSense.Index);
    store.RegisterDocumentType<ImportedRecord>();
    store.RegisterDocumentType<Import>();
    store.RegisterDocumentType<CancelWish>();
    store.RegisterDocumentType<KeptMapping>();
    store.RegisterDocumentType<DecidedProposal>();
    store.RegisterDocumentType<Answered>();
    store.RegisterDocumentType<CoverageRecord>();
    store.KeepVocabulary();
    store.KeepDrafts();
    store.KeepSettings();
}).AddOutbox();
builder.Services.AddBus(settings);
builder.Services.AddSingleton(new SchemaSql(ImportLines.Schema));
builder.Services.AddSingleton(new SchemaSql(FindDuplicates.Schema)).AddSingleton(new SchemaSql(FindAlikeDrafts.Schema)).AddSingleton(new SchemaSql(KnownSources.Schema));
builder.Services.AddSingleton(new SchemaSql(DoubtSense.Before, First: true)).AddSingleton(new SchemaSql(DoubtSense.Schema));
builder.Services.AddSingleton(Gazetteer.Standard.Copy());
builder.Services.AddHostedService<FollowPlaces>();
builder.Services.AddSingleton<ReadReport>().AddSingleton<AskConsequences>().AddScoped<Desk>();
builder.Services.AddSingleton<ImportLane>().AddSingleton<RunImports>();
builder.Services.AddHostedService(services => services.GetRequiredService<RunImports>());

var app = builder.Build();
if (migrating)
{
    await Migrate.RunAsync(app.Services, settings, [], CancellationToken.None);
    return;
}

app.UseTimeline();
app.MapReports();
StateCoverage.Map(app);
app.MapVocabulary();
MergeIncidents.Map(app);
ListDuplicates.Map(app);
app.MapApprovals();
app.MapSettings();
app.MapImports();
var between = app.MapInternal();
between.MapFeed();
between.MapMarks(publishes: true);
await app.RunAsync();
