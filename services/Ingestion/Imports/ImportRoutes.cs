namespace Timeline.Ingestion.Imports;

/// <summary>All that can be asked of imports.</summary>
public static class ImportRoutes
{
    public static void MapImports(this IEndpointRouteBuilder app)
    {
        StartImport.Map(app);
        ShowImport.Map(app);
        TakeBackImport.Map(app);
        SettleRow.Map(app);
        SettleRows.Map(app);
        DecideProposal.Map(app);
        ListProposals.Map(app);
        ApproveImport.Map(app);
        KeepMappings.Map(app);
        ProposeMapping.Map(app);
    }
}
