using Marten;
using Timeline.Hosting;

namespace Timeline.Ingestion.Approvals;

/// <summary>All that a second person needs: what is kept, what is asked, and how the deeds say that they may wait.</summary>
public static class ApprovalRoutes
{
    public static void KeepDrafts(this StoreOptions store)
    {
        store.Schema.For<Draft>().IgnoreIndex(FindAlikeDrafts.Index);
        store.Schema.For<DraftStep>().Index(s => s.Draft);
    }

    public static void MapApprovals(this IEndpointRouteBuilder app)
    {
        ListDrafts.Map(app);
        DecideDrafts.Map(app);
    }

    /// <summary>Says of a deed that it is a draft where a theatre asks for a second person.</summary>
    public static RouteHandlerBuilder MayWait(this RouteHandlerBuilder call) => call.Gives<Waits>(
        StatusCodes.Status202Accepted,
        """{ "draftId": "0198c1d2", "state": "waiting", "version": 1, "theatre": "fergana", "says": "In Fergana, Batken and the passes a second person approves what is entered. Nothing of it is known before.", "reading": null, "duplicates": [], "doubts": [] }""");
}
