"""Files that people upload lie in the server's memory; here they are let go of."""

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile


def let_go(upload: UploadedFile) -> None:
    """Forget the file, which is kept elsewhere by now; Streamlit would hold it as long as the
    tab is open, whatever became of its form.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    remove = getattr(context.uploaded_file_mgr, "remove_file", None)
    if remove is not None:  # the manager of Streamlit's tests has none
        remove(context.session_id, upload.file_id)
