"""Frees the memory of uploaded files."""

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile


def release_upload(upload: UploadedFile) -> None:
    """Remove the file from memory once it is stored; Streamlit keeps it while the tab is open."""
    context = get_script_run_ctx()
    if context is None:
        return
    remove = getattr(context.uploaded_file_mgr, "remove_file", None)
    if remove is not None:  # the manager of Streamlit's tests has none
        remove(context.session_id, upload.file_id)
