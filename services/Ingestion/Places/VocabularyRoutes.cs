using Marten;
using Timeline.Ingestion.Sources;

namespace Timeline.Ingestion.Places;

/// <summary>What staff add to the words, and take back: places with their spellings, and the names of sources.</summary>
public static class VocabularyRoutes
{
    public static void KeepVocabulary(this StoreOptions store)
    {
        store.RegisterDocumentType<PlaceRecord>();
        store.RegisterDocumentType<SourceNamesRecord>();
    }

    public static void MapVocabulary(this IEndpointRouteBuilder app)
    {
        AddPlaces.Map(app);
        TakeBackPlaces.Map(app);
        NameSources.Map(app);
    }
}
