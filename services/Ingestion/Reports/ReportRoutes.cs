namespace Timeline.Ingestion.Reports;

/// <summary>All that is said of reports, and of what they disagree on.</summary>
public static class ReportRoutes
{
    public static void MapReports(this IEndpointRouteBuilder app)
    {
        ReportIncident.Map(app);
        CheckReport.Map(app);
        CorrectReport.Map(app);
        RetractReport.Map(app);
        RestoreReport.Map(app);
        SettleConflict.Map(app);
        CheckChange.Map(app);
    }
}
