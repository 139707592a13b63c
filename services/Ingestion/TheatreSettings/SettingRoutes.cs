using Marten;
using Timeline.Ingestion.Approvals;
using Timeline.Ingestion.Duplicates;

namespace Timeline.Ingestion.TheatreSettings;

/// <summary>What staff set for a theatre while everything runs, over what it ships with: how it stands is kept, and set.</summary>
public static class SettingRoutes
{
    public static void KeepSettings(this StoreOptions store)
    {
        store.RegisterDocumentType<ApprovalRecord>();
        store.RegisterDocumentType<DuplicateLimitRecord>();
    }

    public static void MapSettings(this IEndpointRouteBuilder app)
    {
        SetApproval.Map(app);
        SetDuplicateLimit.Map(app);
    }
}
