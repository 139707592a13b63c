using Timeline.Hosting;
using Timeline.Projection.Comparing;
using Timeline.Projection.Coverage;
using Timeline.Projection.Correlations;
using Timeline.Projection.Dates;
using Timeline.Projection.Incidents;
using Timeline.Projection.Knowing;
using Timeline.Projection.Places;
using Timeline.Projection.Recording;
using Timeline.Projection.Seasons;
using Timeline.Projection.Sources;
using Timeline.Projection.Supposing;
using Timeline.Projection.TimelinePages;
using Timeline.Projection.Views;
using Timeline.Vocabulary;

var migrating = args is ["migrate"];
var builder = WebApplication.CreateBuilder(args);
var settings = builder.AddTimeline("projection");
builder.Services.AddStore(settings, migrating, store =>
{
    store.Schema.For<SeasonDocument>().Index(s => s.Theatre);
    store.Schema.For<CorrelationDocument>().Index(c => c.State);
    store.RegisterDocumentType<EvidenceDocument>();
    store.RegisterDocumentType<RuleDocument>();
    store.RegisterDocumentType<RetirementDocument>();
    store.RegisterDocumentType<DayDocument>();
    store.Projections.Add(new ProjectViews(Gazetteer.Standard, Theatres.Standard), JasperFx.Events.Projections.ProjectionLifecycle.Async, ProjectViews.Shard);
});
builder.Services.AddWatched(ProjectViews.Shard);
// on two cores an alert waits for the views of the reports before it: they are brought up to date twelve times a second while much arrives
builder.Services.AddReceiver<RecordTimeline>(settings, new(["ingestion", "correlation"], new Pace(PerSecond: 12, AtOnce: 6, Crowd: 100)));
builder.Services.AddSingleton(new SchemaSql(ViewTables.Schema));
builder.Services.AddSingleton(Gazetteer.Standard.Copy()).AddSingleton<HeldPlaces>();
builder.Services.AddSingleton(Theatres.Standard);
builder.Services.AddSingleton<HeldFacts>();
builder.Services.AddSingleton<KnownThen>().AddSingleton<SaidThen>().AddSingleton<WhatIfRuns>();

var app = builder.Build();
if (migrating)
{
    await Migrate.RunAsync(app.Services, settings, ["ingestion", "correlation"], CancellationToken.None);
    return;
}

app.UseTimeline();
ShowSeasons.Map(app);
ShowCorrelations.Map(app);
ShowWhatWasSaid.Map(app);
ShowEvidence.Map(app);
ShowIncident.Map(app);
ShowHistory.Map(app);
ListTimeline.Map(app);
ShowComparison.Map(app);
ShowWhatIf.Map(app);
ShowReading.Map(app);
ListPlaces.Map(app);
ListSources.Map(app);
ListCoverage.Map(app);
var between = app.MapInternal();
between.MapMarks(publishes: false, views: ProjectViews.Shard);
Digest.Map(between);
await app.RunAsync();
